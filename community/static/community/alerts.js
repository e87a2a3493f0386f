// An alert interrupts a screen reader once, at first sight; on the pages after that it is a region like any other.
const SEEN = "parvis.alerts.seen";
let seen = [];
try {
  seen = JSON.parse(localStorage.getItem(SEEN) ?? "[]");
} catch {
  // no storage: it interrupts again on the next page
}
const shown = [...document.querySelectorAll("[data-alert]")];
for (const alert of shown) {
  if (seen.includes(alert.dataset.alert)) continue;
  const words = alert.querySelector("div");
  const kept = [...words.childNodes];
  words.setAttribute("role", "alert"); // only what changes inside it is announced: so it is put in again
  words.style.minHeight = `${words.offsetHeight}px`; // nothing below it jumps meanwhile
  words.replaceChildren();
  requestAnimationFrame(() => words.replaceChildren(...kept));
}
try {
  localStorage.setItem(SEEN, JSON.stringify([...new Set([...seen, ...shown.map((alert) => alert.dataset.alert)])].slice(-50)));
} catch {
  // see above
}
