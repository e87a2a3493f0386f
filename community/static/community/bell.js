// The bell: the socket says that something changed, the number is fetched. What is in front of its reader is read:
// a page about one topic (a thread, or anything with data-seen="topic") says so.
import { listen } from "./live.js";

const bell = document.querySelector("[data-bell]");
const KEPT = "parvis.unread";

function show(unread, said = false) {
  const count = bell.querySelector("[data-bell-count]");
  count.textContent = unread > 99 ? "99+" : String(unread);
  count.hidden = !unread;
  if (said && unread) bell.querySelector("[data-bell-words]").textContent = `${unread} ${bell.dataset.words}`;
}

let asked = 0;
async function fetchUnread(said) {
  const mine = ++asked;
  try {
    const answer = await fetch(bell.dataset.bell, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) return;
    const { unread } = await answer.json();
    if (unread && (await saySeen())) return fetchUnread(said);
    sessionStorage.setItem(KEPT, unread);
    show(unread, said);
  } catch {
    // Offline: the next frame, or the next page, asks again.
  }
}

/** Whether something was marked as read by this page's being looked at. */
async function saySeen() {
  const page = document.querySelector("[data-seen], [data-thread][data-topic]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!page || !token || document.visibilityState !== "visible") return false;
  const body = new URLSearchParams({ topic: page.dataset.seen ?? page.dataset.topic });
  const answer = await fetch(bell.dataset.seenAddress, { method: "POST", body, headers: { "X-CSRFToken": token } });
  return answer.ok && (await answer.json()).settled > 0;
}

if (bell) {
  show(Number(sessionStorage.getItem(KEPT) ?? 0));
  let later;
  listen(bell.dataset.topic, (frame) => {
    if (frame.kind === "listening") fetchUnread(false);
    if (frame.kind !== "notification") return;
    clearTimeout(later);
    later = setTimeout(() => fetchUnread(true), 200);
  });
}
