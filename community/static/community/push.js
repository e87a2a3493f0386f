// "Receive notifications on this device": asks the browser's permission on a click, and only then.
const part = document.querySelector("[data-push]");
const words = part?.dataset;

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function say(text) {
  part.querySelector("[data-push-state]").textContent = text;
}

function show(on) {
  part.querySelector("[data-push-on]").hidden = on;
  part.querySelector("[data-push-off]").hidden = !on;
  if (on) say(words.yes);
}

function send(address, body, type) {
  const headers = { "X-CSRFToken": part.querySelector("[name=csrfmiddlewaretoken]").value };
  return fetch(address, { method: "POST", body, headers: type ? { ...headers, "Content-Type": type } : headers });
}

async function keep(subscription) {
  const answer = await send(words.add, JSON.stringify(subscription), "application/json");
  if (!answer.ok) throw new Error(String(answer.status));
}

async function current() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return worker?.pushManager.getSubscription();
}

async function turnOn() {
  if ((await Notification.requestPermission()) !== "granted") return say(words.denied);
  say(words.wait);
  const worker = await navigator.serviceWorker.register(words.worker, { scope: "/" });
  await navigator.serviceWorker.ready;
  const how = { userVisibleOnly: true, applicationServerKey: bytes(words.key) };
  const old = await worker.pushManager.getSubscription();
  let subscription = old;
  try {
    subscription = await worker.pushManager.subscribe(how);
  } catch (fault) {
    if (!old || fault.name !== "InvalidStateError") throw fault; // it was made for another key
    await old.unsubscribe();
    subscription = await worker.pushManager.subscribe(how);
  }
  await keep(subscription);
  show(true);
}

async function turnOff() {
  const subscription = await current();
  if (subscription) {
    await subscription.unsubscribe();
    await send(words.forget, new URLSearchParams({ endpoint: subscription.endpoint }));
  }
  show(false);
  say(words.no);
}

function guarded(act) {
  return () => act().catch(() => say(words.failed));
}

async function start() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return say(words.unable);
  part.querySelector("[data-push-on]").addEventListener("click", guarded(turnOn));
  part.querySelector("[data-push-off]").addEventListener("click", guarded(turnOff));
  if (Notification.permission === "denied") say(words.denied);
  const subscription = await current();
  if (subscription && Notification.permission === "granted") await keep(subscription);
  show(Boolean(subscription) && Notification.permission === "granted");
}

if (part) start().catch(() => say(words.failed));
