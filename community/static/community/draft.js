// Nothing typed is lost: a form with [data-draft-field] is kept on the server while it is written. Without network it
// stays on this device, and goes there as soon as it can. Without this module, its button keeps it. Short forms that are
// no post, with [data-draft], keep their words in the tab.
const PAUSE = 1200; // ms without a key, after which it is kept
const LONGEST = 10_000; // ms of typing without a pause
const OLD = 60 * 86_400_000; // ms after which what stayed on this device is given up

for (const field of document.querySelectorAll("[data-draft-field]")) start(field);
for (const form of document.querySelectorAll("form[data-draft]")) keepInTab(form);

function keepInTab(form) {
  const name = `parvis.draft.${form.dataset.draft}`;
  const fields = [...form.querySelectorAll("input[type=text], textarea")].filter(({ name }) => name && name !== "website");
  form.addEventListener("input", () => {
    sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value]))));
  });
  if (fields.some(({ value }) => value)) return;
  const kept = JSON.parse(sessionStorage.getItem(name) ?? "{}");
  for (const field of fields) field.value = kept[field.name] ?? "";
}

function start(field) {
  const form = field.closest("form");
  const words = field.dataset;
  const said = field.querySelector("[data-draft-said]");
  const writer = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const shelf = `parvis.draft.${words.owner}.${words.form}.`;
  let seen = Number(words.sequence);
  let timer, since, sending, again, leaving;

  const key = () => form.elements.client_key.value;
  const onShelf = () => shelf + key();

  function entries() {
    const not = ["csrfmiddlewaretoken", "website", "keep_draft"];
    for (const secret of form.querySelectorAll("[data-private]")) not.push(secret.name); // kept nowhere but in the form
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !not.includes(name));
  }

  async function send(fields, about) {
    const body = new URLSearchParams(fields);
    body.set("draft_form", words.form);
    body.set("draft_writer", about.writer);
    body.set("draft_seen", about.seen);
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    return fetch(words.url, { method: "POST", headers, body, keepalive: body.toString().length < 60_000 });
  }

  function changed() {
    if (leaving) return;
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Date.now() - since > LONGEST ? 0 : PAUSE);
  }

  function keep() {
    clearTimeout(timer);
    timer = since = undefined;
    if (sending) {
      again = true;
      return sending;
    }
    sending = kept().finally(() => {
      sending = undefined;
      if (again && !leaving) changed();
      again = false;
    });
    return sending;
  }

  async function kept() {
    const fields = entries();
    const answer = await send(fields, { writer, seen }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok && told) return settle(told);
    putOnShelf(fields);
    said.textContent = answer && told?.error ? told.error : words.offline;
  }

  function settle(told) {
    forgetOnShelf();
    seen = told.sequence;
    form.elements.client_key.value = told.key;
    const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    said.textContent = `${told.parted ? words.parted : words.saved} · ${now}`;
  }

  // --- While there is no network ---------------------------------------------------------------------------------
  function putOnShelf(fields) {
    try {
      localStorage.setItem(onShelf(), JSON.stringify({ fields, writer, seen, at: Date.now() }));
    } catch {} // full, or forbidden: the words are still in the form
  }

  function forgetOnShelf() {
    localStorage.removeItem(onShelf());
  }

  // What an earlier page could not send becomes a draft now.
  async function bring() {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(shelf) && name !== onShelf())) {
      const left = JSON.parse(localStorage.getItem(name));
      const answer = Date.now() - left.at < OLD ? await send(left.fields, left).catch(() => null) : { ok: true };
      if (!answer?.ok) continue;
      localStorage.removeItem(name);
      said.textContent = words.found;
    }
  }

  // --- When ------------------------------------------------------------------------------------------------------
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", () => (localStorage.getItem(onShelf()) ? keep() : bring()));
  window.addEventListener("pagehide", () => {
    if (timer && !leaving) keep();
  });
  // What is on its way arrives before the form does: it would be a draft of something published.
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
    forgetOnShelf();
    if (!sending) return;
    event.preventDefault();
    const button = event.submitter;
    Promise.race([sending, new Promise((wake) => setTimeout(wake, 3000))]).then(() => {
      sending = undefined;
      form.requestSubmit(button);
    });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  bring();
}
