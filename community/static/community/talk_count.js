// The number beside "Messages": the socket says that something changed, the number is fetched.
import { listen } from "./live.js";

const place = document.querySelector("[data-talks]");
const KEPT = "parvis.talks";

function show(unread) {
  place.querySelector("[data-talks-count]").textContent = unread > 99 ? "99+" : String(unread);
  place.hidden = !unread;
}

let asked = 0;
async function fetchUnread() {
  const mine = ++asked;
  try {
    const answer = await fetch(place.dataset.talks, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) return;
    const { unread } = await answer.json();
    sessionStorage.setItem(KEPT, unread);
    show(unread);
  } catch {
    // Offline: the next frame, or the next page, asks again.
  }
}

if (place) {
  show(Number(sessionStorage.getItem(KEPT) ?? 0));
  let later;
  listen(place.dataset.topic, (frame) => {
    if (frame.kind !== "listening" && frame.kind !== "messages") return;
    clearTimeout(later);
    later = setTimeout(fetchUnread, frame.kind === "listening" ? 0 : 200);
  });
}
