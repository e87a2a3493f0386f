// The list renews itself when somebody writes, unless one is in the middle of it with the keyboard.
import { tellTimes } from "./times.js";

let later;
document.addEventListener("live", ({ detail }) => {
  if (detail.kind !== "messages") return;
  clearTimeout(later);
  later = setTimeout(renew, 300);
});

async function renew() {
  const list = document.querySelector("[data-talks-list]");
  if (list?.contains(document.activeElement)) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (!main) return;
  document.querySelector("main").replaceChildren(...main.childNodes);
  tellTimes(document.querySelector("main"));
}
