// An incident's page follows what others do. It works without this.
import { fragment } from "./fragment.js";

const page = document.querySelector("[data-incident]");

function swap(id, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  const old = document.getElementById(id);
  if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  return fresh;
}

async function act(form) {
  const body = new FormData(form);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const html = await fragment(form.action, { method: "POST", body }).catch(() => null);
  if (html === null) return form.submit(); // let the server say what is wrong
  swap("incident-acts", html)?.querySelector("button")?.focus({ preventScroll: true });
  catchUp();
}

async function catchUp() {
  const html = await fragment(page.dataset.status).catch(() => null);
  if (html) putStatus(html);
}

// Only ever forward: a frame that was overtaken changes nothing.
function showStatus(frame) {
  const shown = document.getElementById("incident-status");
  if (frame.html && (frame.seq ?? Infinity) >= +shown.dataset.sequence) putStatus(frame.html);
}

function putStatus(html) {
  const before = stateShown();
  swap("incident-status", html);
  if (stateShown() !== before) showQuestion();
}

const stateShown = () => document.querySelector("#incident-status .meta")?.firstElementChild.textContent.trim();

// "Is it fixed?" is a member's own question: the page itself says whether it is theirs to answer.
async function showQuestion() {
  if (!document.getElementById("incident-question")) return;
  const html = await fragment(location.href).catch(() => null);
  if (html) swap("incident-question", html);
}

if (page) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-act]")) return;
    event.preventDefault();
    act(event.target);
  });
  const topic = `post:${page.dataset.incident}`;
  document.addEventListener("live", ({ detail: frame }) => {
    if (frame.topic !== topic) return;
    if (frame.kind === "status") showStatus(frame);
    if (frame.kind === "comment" && !frame.html?.includes("data-by=")) catchUp(); // an official entry: a step was taken
    if (frame.kind === "listening") catchUp();
  });
}
