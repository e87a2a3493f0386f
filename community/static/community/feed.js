// The feed of an open page: a frame is a hint, the server says how many lines are new for this reader and these filters.
// Nothing moves until the reader asks for them. All of it works without this as plain pages.
import { listen } from "./live.js";
import { tellTimes } from "./times.js";
import { toast } from "./toast.js";

const SOON = 800; // ms after a hint, and as much again by chance: a town's pages do not all ask at once
const POLL = 60_000; // ms between slow looks, for when there is no socket
const LINGER = 1200; // ms that the end must have been in sight
const ASKED = { headers: { "X-Requested-With": "fetch" } };

const feed = document.querySelector("[data-feed]");
if (feed) start();

function start() {
  const list = feed.querySelector("[data-lines]");
  const button = feed.querySelector("[data-news-button]");
  let upto = feed.dataset.upto;
  let hint, busy;

  function address(more = {}) {
    const url = new URL(feed.dataset.news, location.href);
    for (const [name, value] of Object.entries({ upto, ...more })) url.searchParams.set(name, value);
    return url;
  }

  // --- what is new ---

  async function ask() {
    clearTimeout(hint);
    hint = undefined;
    const answer = await fetch(address(), ASKED).catch(() => null);
    if (answer?.ok) offer(await answer.json());
  }

  function offer({ count, words }) {
    if (button.hidden === !count && button.textContent.trim() === words) return;
    button.querySelector("[data-news-words]").textContent = words;
    button.hidden = !count;
    feed.querySelector("[data-news-said]").textContent = count ? words : "";
  }

  async function show() {
    if (busy) return;
    busy = true;
    const answer = await fetch(address({ show: 1 }), ASKED).catch(() => null);
    busy = false;
    if (!answer?.ok) return location.reload();
    const fresh = parsed(await answer.text()).querySelector("[data-upto]");
    upto = fresh.dataset.upto;
    offer({ count: 0, words: "" });
    const first = fresh.querySelector(".card-link");
    for (const day of [...fresh.querySelectorAll("[data-day]")].reverse()) putAbove(day);
    land(first);
    const seen = feed.querySelector("form[data-read] input[name=upto]");
    if (seen) seen.value = upto;
    if (reads.done) mark();
  }

  function putAbove(day) {
    day.querySelectorAll(".card-post").forEach((card) => card.classList.add("is-new"));
    const same = list.querySelector(`[data-day="${day.dataset.day}"] .cards`);
    if (same) same.prepend(...day.querySelector(".cards").children);
    else list.prepend(day);
  }

  // --- more, on demand ---

  async function more(link) {
    const place = link.closest("[data-more]") ?? link.closest("p");
    link.setAttribute("aria-busy", "true");
    const answer = await fetch(link.href, ASKED).catch(() => null);
    if (!answer?.ok) return (location.href = link.href);
    const fresh = parsed(await answer.text());
    const first = fresh.querySelector(".card-link");
    link.matches("[data-older]") ? link.remove() : place.remove();
    for (const part of [...fresh.children]) append(part);
    land(first);
    watchEnd();
  }

  function append(part) {
    const days = list.querySelectorAll("[data-day]");
    const last = days[days.length - 1];
    const together = part.dataset.day && last?.dataset.day === part.dataset.day && !follows(last, "[data-feed-end]");
    if (together) last.querySelector(".cards").append(...part.querySelector(".cards").children);
    else list.append(part);
    tellTimes(list);
  }

  const follows = (item, what) => {
    while ((item = item.nextElementSibling)) if (item.matches(what)) return true;
    return false;
  };

  function parsed(html) {
    const box = document.createElement("div");
    box.innerHTML = html;
    tellTimes(box);
    return box;
  }

  function land(link) {
    link?.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    link?.closest(".card-post").scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  // --- the end ---

  const reads = { done: false, seen: undefined };

  async function mark() {
    const form = feed.querySelector("form[data-read]");
    if (!form) return;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), ...ASKED }).catch(() => null);
    if (!answer?.ok) return;
    reads.done = true;
    form.querySelector("button")?.remove();
    const said = form.querySelector("[data-read-said]");
    said.textContent = said.dataset.words;
  }

  function watchEnd() {
    const end = feed.querySelector("[data-feed-end]");
    if (!end || feed.dataset.reads === undefined || reads.seen || !("IntersectionObserver" in window)) return;
    let timer;
    reads.seen = new IntersectionObserver(([{ isIntersecting }]) => {
      clearTimeout(timer);
      if (isIntersecting && !reads.done) timer = setTimeout(mark, LINGER);
    }, { threshold: 0.4 });
    reads.seen.observe(end);
  }

  // --- around me ---

  function near(chip) {
    if (chip.getAttribute("aria-pressed") === "true") return (location.href = chip.dataset.nearMe);
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const url = new URL(chip.dataset.nearMe, location.href);
        url.searchParams.set("near", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`); // some 100 m
        location.href = url;
      },
      () => toast(chip.dataset.failed, "warning"),
      { timeout: 10_000, maximumAge: 60_000 },
    );
  }

  feed.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more] a, a[data-older]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    more(link);
  });
  feed.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-read]")) return;
    event.preventDefault();
    mark();
  });
  button.addEventListener("click", show);
  document.querySelector("[data-near-me]")?.addEventListener("click", (event) => near(event.currentTarget));

  const hear = ({ kind }) => {
    if (kind === "post" || kind === "listening") hint ??= setTimeout(ask, SOON * (1 + Math.random()));
  };
  for (const topic of feed.dataset.topics.split(" ").filter(Boolean)) listen(topic, hear);
  setInterval(() => document.visibilityState === "visible" && ask(), POLL);
  watchEnd();
}
