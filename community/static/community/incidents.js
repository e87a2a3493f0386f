// The list follows its filters; an incident's page follows what others do. Both work without this.
const results = document.getElementById("results");
const filters = document.getElementById("filters");
const page = document.querySelector("[data-incident]");

async function fragment(address, options = {}) {
  const headers = { "X-Requested-With": "fetch", ...options.headers };
  const answer = await fetch(address, { ...options, headers });
  return answer.ok || answer.status === 400 ? answer.text() : null;
}

function swap(id, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  const old = document.getElementById(id);
  if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  return fresh;
}

// --- The list ------------------------------------------------------------------------------------------------------
function asked() {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(filters)) if (value) said.append(name, value);
  return said;
}

async function showList() {
  const query = asked();
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
  const html = await fragment(`${location.pathname}?${query}`);
  if (html !== null) results.innerHTML = html;
}

if (filters) {
  let soon;
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(showList, 250);
  };
  filters.addEventListener("change", later);
  filters.addEventListener("input", ({ target }) => target.type === "search" && later());
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    showList();
  });
  const near = filters.querySelector("[data-near-me]");
  near?.addEventListener("click", () => {
    const moved = (value) => {
      filters.elements.near.value = value;
      near.setAttribute("aria-pressed", String(!!value));
      filters.dispatchEvent(new Event("change", { bubbles: true }));
    };
    if (filters.elements.near.value) return moved("");
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => moved(`${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`),
      () => import("./toast.js").then(({ toast }) => toast(near.dataset.failed, "warning")),
      { timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

// --- The page ------------------------------------------------------------------------------------------------------
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
