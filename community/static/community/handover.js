// The page of a hand-over renews itself when the other of the two does something, unless one is in the middle of it.
import { listen } from "./live.js";

const page = document.querySelector("[data-handover]");
let later;
listen(page.dataset.handover, ({ kind }) => {
  if (kind !== "changed") return;
  clearTimeout(later);
  later = setTimeout(renew, 300);
});

async function renew() {
  if (page.contains(document.activeElement)) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-handover]");
  if (fresh) page.replaceChildren(...fresh.childNodes);
}
