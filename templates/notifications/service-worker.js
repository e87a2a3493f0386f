// Shows what the site pushes, also when no page of it is open. It keeps nothing and answers no page's requests.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // A push without words still has to be shown: browsers end subscriptions that stay silent.
  }
  event.waitUntil(
    self.registration.showNotification(said.title ?? "Parvis", {
      body: said.body ?? "",
      tag: said.tag,
      renotify: Boolean(said.tag),
      lang: said.lang,
      timestamp: said.at,
      icon: "{% static "community/icon-192.png" %}",
      badge: "{% static "community/badge-96.png" %}",
      data: { url: said.url ?? "/notifications/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data?.url ?? "/notifications/", self.location.origin)));
});

async function show(url) {
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  try {
    await (await page.focus()).navigate(url);
  } catch {
    await self.clients.openWindow(url);
  }
}

// The browser's service gave it another address; who knows the old one is this browser.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew(event) {
  const old = event.oldSubscription;
  const fresh = event.newSubscription ?? (old && (await self.registration.pushManager.subscribe(old.options)));
  if (!old || !fresh) return;
  await fetch("{% url "notifications:renew_device" %}", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ old: old.endpoint, ...fresh.toJSON() }),
  });
}
