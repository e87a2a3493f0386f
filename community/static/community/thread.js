// The live thread. Entries are applied by their sequence, once; what a lost connection missed is fetched from the last
// sequence the page has. Nothing moves under the reader's eyes but what is below, and a draft is never lost.
import { listen } from "./live.js";
import { tellTimes } from "./times.js";
import { toast } from "./toast.js";

const POLL = 30_000; // ms between slow looks, even on an open socket
const PATIENCE = 400; // ms that a gap in the sequence may take to close by itself
const ASKED = { headers: { "X-Requested-With": "fetch", Accept: "application/json" } };

// crypto.randomUUID exists on https and localhost only.
const freshKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

const thread = document.querySelector("[data-thread]");
if (thread) start();

function start() {
  const list = thread.querySelector("[data-entries]");
  const words = thread.dataset;
  const find = (name) => thread.querySelector(`[data-${name}]`);
  let last = Number(words.last);
  let gap, busy, again;

  // --- entries ---

  const entry = (number) => list.querySelector(`[data-number="${number}"]`);

  function built(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return box.content.querySelector("[data-number]");
  }

  function place(fresh, number, under) {
    const kin = under ? [entry(under), ...list.querySelectorAll(`[data-under="${under}"]`)].filter(Boolean) : [];
    const before = kin.filter((item) => Number(item.dataset.number) < number).pop();
    if (before) return before.after(fresh);
    const next = [...list.children].find((item) => !item.dataset.under && Number(item.dataset.number) > number);
    next ? next.before(fresh) : list.append(fresh);
  }

  /** Put an entry in, or its newer version in place of the old one. True when it was new to the page. */
  function apply(frame) {
    const old = entry(frame.number);
    if (old && Number(old.dataset.seq) >= frame.seq) return false;
    if (!old && words.part !== undefined) return false; // an older part of the thread is shown: news go to the end
    const fresh = built(frame.html);
    recount(old, fresh);
    if (old) old.replaceWith(fresh);
    else {
      place(fresh, frame.number, frame.under);
      fresh.querySelector("article")?.classList.add("is-new");
    }
    own(fresh);
    tellTimes(fresh);
    find("empty")?.classList.add("hidden");
    return !old;
  }

  const counts = (item) => Boolean(item?.dataset.by) && !item.querySelector(".comment-gone");

  function recount(old, fresh) {
    const count = find("count");
    count.textContent = Number(count.textContent) + counts(fresh) - counts(old);
  }

  function own(root) {
    const mine = words.me && root.dataset.by === words.me;
    const young = Date.now() / 1000 - Number(root.dataset.at) < Number(words.editMinutes) * 60;
    root.querySelector("article")?.classList.toggle("mine", Boolean(mine));
    for (const link of root.querySelectorAll("[data-own]")) {
      link.hidden = link.dataset.own === "flag" ? Boolean(mine) : !(mine && (young || link.dataset.own === "remove"));
    }
    const reply = root.querySelector("[data-reply]");
    if (reply && !form) reply.hidden = true;
  }

  function announce(frame) {
    if (words.me && built(frame.html).dataset.by === words.me) return;
    const name = built(frame.html).querySelector("b")?.textContent ?? "";
    find("announce").textContent = `${words.someone} : ${name}`;
  }

  // --- the order of things ---

  function hear(frame) {
    if (frame.kind === "comment") {
      if (apply(frame)) announce(frame);
      follow(frame.seq);
    } else if (frame.kind === "presence") showPresence(frame);
    else if (frame.kind === "listening") lost(false), catchUp(true);
    else if (frame.kind === "lost") lost(true);
    else if (frame.seq) follow(frame.seq);
  }

  /** A frame took the page to `seq`, or shows that something before it is still missing. */
  function follow(seq) {
    if (seq === last + 1) last = seq;
    else if (seq > last) gap ??= setTimeout(() => catchUp(), PATIENCE);
  }

  /** Other parts of the page (state, photos) renew themselves as after a lost connection. */
  function missedElsewhere() {
    document.dispatchEvent(new CustomEvent("live", { detail: { topic: words.topic, kind: "listening" } }));
  }

  async function catchUp(opening = false) {
    clearTimeout(gap);
    gap = undefined;
    if (busy) return void (again = true);
    busy = true;
    try {
      let more = true;
      const from = last;
      while (more) {
        const answer = await fetch(`${words.catchUp}?after=${last}`, ASKED);
        if (!answer.ok) break;
        const caught = await answer.json();
        for (const frame of caught.entries) if (apply(frame)) announce(frame);
        last = Math.max(last, caught.seq);
        more = caught.more;
        find("count").textContent = caught.count;
      }
      if (last > from && !opening) missedElsewhere();
    } catch {
      // No network: the socket's return, or the slow look, asks again.
    } finally {
      busy = false;
      if (again) (again = false), catchUp();
    }
  }

  function showPresence(frame) {
    const presence = find("presence");
    presence.hidden = frame.count < 2;
    presence.textContent = frame.text;
  }

  function lost(yes) {
    const state = find("state");
    clearTimeout(lost.timer);
    if (yes) lost.timer = setTimeout(() => ((state.hidden = false), (state.textContent = words.lost)), 4000);
    else state.hidden = true;
    if (yes) find("presence").hidden = true;
  }

  // --- saying something ---

  const form = thread.querySelector("form[data-say]");
  const draftKey = `parvis.draft.${words.topic}`;

  function wrong(text) {
    const box = form.querySelector(".field-errors");
    box.querySelector("span").textContent = text;
    box.hidden = !text;
    form.text.setAttribute("aria-invalid", String(Boolean(text)));
    if (text) form.text.focus();
  }

  function answering(number) {
    form.reply_to.value = number ?? "";
    const line = form.querySelector("[data-replying]");
    line.hidden = !number;
    const name = number && entry(number)?.querySelector("b")?.textContent;
    if (name) line.querySelector("span").textContent = `${words.answering} ${name}`;
  }

  async function send(event) {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    if (form.text.value.length > Number(form.text.dataset.longest)) return wrong(words.long);
    form.ariaBusy = "true";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), ...ASKED });
      const told = await answer.json().catch(() => ({}));
      if (answer.status === 401 && told.login) return void (location.href = told.login);
      if (!answer.ok) return wrong(told.error ?? words.failed);
      apply(told);
      follow(told.seq);
      form.reset();
      form.client_key.value = freshKey();
      sessionStorage.removeItem(draftKey);
      answering(null);
      wrong("");
    } catch {
      wrong(words.failed); // the same key goes with the next try: it will be one comment
    } finally {
      form.ariaBusy = "false";
    }
  }

  async function remove(link) {
    if (!confirm(words.sure)) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form?.csrfmiddlewaretoken.value ?? "");
    const answer = await fetch(link.href, { method: "POST", body, ...ASKED }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok) apply(told), follow(told.seq);
    else toast(told?.error ?? words.failed, "error");
  }

  async function showEarlier(link) {
    const answer = await fetch(`${words.catchUp}?before=${link.dataset.earlier}`, ASKED).catch(() => null);
    if (!answer?.ok) return void (location.href = link.href);
    const { entries, earlier } = await answer.json();
    const top = list.firstElementChild?.getBoundingClientRect().top ?? 0;
    const first = list.firstElementChild;
    for (const html of entries) {
      const fresh = built(html);
      if (entry(fresh.dataset.number)) continue;
      list.insertBefore(fresh, first);
      own(fresh);
      tellTimes(fresh);
    }
    earlier ? (link.dataset.earlier = earlier) : link.parentElement.remove();
    if (first) scrollBy(0, first.getBoundingClientRect().top - top);
  }

  thread.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey) return;
    if (link.matches("[data-reply]") && form) {
      answering(link.dataset.reply);
      form.text.focus();
    } else if (link.matches("[data-no-reply]")) answering(null);
    else if (link.matches('[data-own="remove"]') && form) remove(link);
    else if (link.matches("[data-earlier]")) showEarlier(link);
    else return;
    event.preventDefault();
  });

  if (form) {
    if (!form.text.value) form.text.value = sessionStorage.getItem(draftKey) ?? "";
    form.text.addEventListener("input", () => sessionStorage.setItem(draftKey, form.text.value));
    form.addEventListener("submit", send);
  }
  for (const item of list.children) own(item);
  setInterval(() => [...list.children].forEach(own), 60_000); // the time to correct a comment runs out
  setInterval(() => document.visibilityState === "visible" && catchUp(), POLL);
  listen(words.topic, hear);
}
