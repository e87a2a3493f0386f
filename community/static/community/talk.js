// A conversation. The socket only says that something changed; what changed is fetched, after the last number the page
// has, so that nothing is lost with a connection. What one has typed is never lost either, not even when it is closed.
import { listen } from "./live.js";
import { toast } from "./toast.js";

const POLL = 30_000; // ms between slow looks, even on an open socket
const ASKED = { headers: { "X-Requested-With": "fetch", Accept: "application/json" } };

// crypto.randomUUID exists on https and localhost only.
const freshKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

const talk = document.querySelector("[data-talk]");
if (talk) start();

function start() {
  const words = talk.dataset;
  const find = (name) => talk.querySelector(`[data-${name}]`);
  const list = find("entries");
  const form = talk.querySelector("form[data-say]");
  const token = form?.csrfmiddlewaretoken.value ?? "";
  const draftKey = `parvis.draft.${words.topic}`;
  let last = Number(words.last);
  let busy, again;

  // --- messages ---

  const numbered = () => [...list.querySelectorAll("[data-number]")];
  const entry = (number) => list.querySelector(`[data-number="${number}"]`);

  function built(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return box.content.querySelector("[data-number]");
  }

  function dayLine(frame) {
    const line = document.createElement("li");
    line.className = "said-day";
    line.dataset.day = frame.day;
    line.textContent = frame.day_words;
    return line;
  }

  /** Put a message in, or its newer version in place of the old one. True when it was new to the page. */
  function apply(frame) {
    const old = entry(frame.number);
    if (old && Number(old.dataset.seq) >= frame.seq) return false;
    if (!old && words.part !== undefined) return false; // an older part is shown: news go to the end
    const fresh = built(frame.html);
    if (old) return old.replaceWith(fresh), false;
    const next = numbered().find((item) => Number(item.dataset.number) > frame.number);
    if (next) return next.before(fresh), true;
    if ([...list.querySelectorAll("[data-day]")].pop()?.dataset.day !== frame.day) list.append(dayLine(frame));
    list.append(fresh);
    fresh.classList.add("is-new");
    return true;
  }

  const nearEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 240;
  const toEnd = () => find("read").scrollIntoView({ block: form ? "center" : "end" });

  function take(frames) {
    const stay = nearEnd();
    for (const frame of frames) {
      const fresh = apply(frame);
      if (fresh && entry(frame.number)?.dataset.mine === undefined) find("announce").textContent = words.someone;
    }
    if (frames.length && stay) toEnd();
  }

  // --- the order of things ---

  async function catchUp() {
    if (busy) return void (again = true);
    busy = true;
    try {
      let more = true;
      while (more) {
        const answer = await fetch(`${words.catchUp}?after=${last}`, ASKED);
        if (!answer.ok) break;
        const caught = await answer.json();
        take(caught.entries);
        last = Math.max(last, caught.seq);
        more = caught.more;
        find("read").textContent = caught.read;
        closed(caught.closed);
      }
      markRead();
    } catch {
      // No network: the socket's return, or the slow look, asks again.
    } finally {
      busy = false;
      if (again) (again = false), catchUp();
    }
  }

  let marked = Number(numbered().pop()?.dataset.number ?? 0);
  async function markRead() {
    const number = Number(numbered().pop()?.dataset.number ?? 0);
    if (document.visibilityState !== "visible" || number <= marked) return;
    marked = number;
    await fetch(words.readAt, { method: "POST", body: filled({ number }), ...ASKED }).catch(() => (marked = 0));
  }

  function filled(fields) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return body;
  }

  /** Nothing can be written any more: the composer goes, what was typed stays readable. */
  function closed(why) {
    find("closed").hidden = !why;
    if (!form) return;
    if (why) find("closed-words").textContent = why;
    form.text.readOnly = Boolean(why);
    form.querySelector("button.btn-primary").disabled = Boolean(why);
    form.hidden = Boolean(why) && !form.text.value;
  }

  function lost(yes) {
    const state = find("state");
    clearTimeout(lost.timer);
    if (yes) lost.timer = setTimeout(() => ((state.hidden = false), (state.textContent = words.lost)), 4000);
    else state.hidden = true;
  }

  function hear(frame) {
    if (frame.kind === "lost") return lost(true);
    if (frame.kind === "listening") lost(false);
    catchUp(); // also when it is "refused": the answer says whether one may still write
  }

  // --- saying something ---

  function wrong(text) {
    const box = form.querySelector("#say-error");
    box.querySelector("span").textContent = text;
    box.hidden = !text;
    form.text.setAttribute("aria-invalid", String(Boolean(text)));
    if (text) form.text.focus();
  }

  async function send(event) {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    if (form.text.value.length > Number(form.text.dataset.longest)) return wrong(words.long);
    form.ariaBusy = "true";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), ...ASKED });
      const told = await answer.json().catch(() => ({}));
      if (told.closed) return wrong(told.error), closed(told.closed);
      if (!answer.ok) return wrong(told.error ?? words.failed);
      sent(told);
    } catch {
      wrong(words.failed); // the same key goes with the next try: it will be one message
    } finally {
      form.ariaBusy = "false";
    }
  }

  function sent(frame) {
    if (words.part !== undefined) return void (location.href = location.pathname);
    form.reset();
    form.text.value = "";
    form.client_key.value = freshKey();
    sessionStorage.removeItem(draftKey);
    form.querySelector("details")?.removeAttribute("open");
    wrong("");
    take([frame]);
    find("read").textContent = frame.read;
    toEnd();
    if (frame.seq === last + 1) last = frame.seq;
    else catchUp();
  }

  async function act(link, question) {
    if (!confirm(question)) return;
    const answer = await fetch(link.href, { method: "POST", body: filled({}), ...ASKED }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok) take([told]), catchUp();
    else toast(told?.error ?? words.failed, "error");
  }

  async function showEarlier(link) {
    const answer = await fetch(`${words.catchUp}?before=${link.dataset.earlier}`, ASKED).catch(() => null);
    if (!answer?.ok) return void (location.href = link.href);
    const { entries, earlier } = await answer.json();
    const first = list.querySelector("[data-number]");
    const top = first?.getBoundingClientRect().top ?? 0;
    const line = list.firstElementChild;
    for (const frame of entries) {
      if (entry(frame.number)) continue;
      if (frame.new_day) line.before(dayLine(frame));
      line.before(built(frame.html));
    }
    if (line.dataset.day && line.dataset.day === entries.at(-1)?.day) line.remove(); // the day goes on
    earlier ? (link.dataset.earlier = earlier) : link.parentElement.remove();
    if (first) scrollBy(0, first.getBoundingClientRect().top - top);
  }

  // One menu at a time; elsewhere or Escape closes it.
  const shut = (but) => list.querySelectorAll("details[open]").forEach((menu) => menu !== but && (menu.open = false));
  document.addEventListener("click", (event) => shut(event.target.closest("details")));
  list.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[open]");
    if (menu) shut(), menu.querySelector("summary").focus();
  });

  talk.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey) return;
    if (link.dataset.act === "remove") act(link, words.sure);
    else if (link.dataset.act === "share") act(link, words.share);
    else if (link.matches("[data-earlier]")) showEarlier(link);
    else return;
    event.preventDefault();
  });

  if (form) {
    if (!form.text.value) form.text.value = sessionStorage.getItem(draftKey) ?? "";
    form.text.addEventListener("input", () => sessionStorage.setItem(draftKey, form.text.value));
    form.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", send);
  }
  if (!location.hash && words.part === undefined && scrollY === 0) toEnd();
  setInterval(() => document.visibilityState === "visible" && catchUp(), POLL);
  document.addEventListener("visibilitychange", markRead);
  listen(words.topic, hear);
}
