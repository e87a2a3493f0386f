// The report form, made quicker: place by photo, position, map or words; category by ordinary words; what is told
// around it. The form works without any of this.
const form = document.querySelector("[data-report]");
const DRAFT = "parvis-report";
const KEPT = ["text", "place", "lat", "lon"];

const one = (selector) => form.querySelector(selector);
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").toLowerCase();

// --- Place ---------------------------------------------------------------------------------------------------------
const lat = one("#id_lat");
const lon = one("#id_lon");
const place = one("#id_place");
const said = one("[data-place-said]");
const results = one("[data-place-results]");
const list = one("[data-place-list]");

function setPoint(point, label) {
  lat.value = point.lat;
  lon.value = point.lon;
  one("[data-map-picker]")?.dispatchEvent(new CustomEvent("place-set", { detail: { ...point, zoom: 17 } }));
  placed(label);
}

// Wherever the point came from: say where it is in words, and tell what is around it.
async function placed(label) {
  if (label === undefined) {
    for (const radio of list.querySelectorAll(":checked")) radio.checked = false;
    const answer = await ask(form.dataset.point, { lat: lat.value, lon: lon.value });
    said.textContent = answer.error ?? answer.label ?? "";
    if (answer.label) place.value = answer.label;
  } else said.textContent = label;
  refresh();
  keep();
}

async function ask(address, query) {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
    return await answer.json();
  } catch {
    return {};
  }
}

async function search() {
  if (!place.value.trim()) return place.focus();
  const answer = await ask(form.dataset.search, { q: place.value, lat: lat.value, lon: lon.value });
  const found = answer.results ?? [];
  results.hidden = !found.length;
  list.replaceChildren(...found.map(choice));
  said.textContent = answer.error ?? answer.note ?? "";
  list.querySelector("input")?.focus();
}

function choice(found) {
  const row = document.createElement("div");
  const label = row.appendChild(document.createElement("label"));
  const radio = label.appendChild(document.createElement("input"));
  Object.assign(radio, { type: "radio", name: "spot", value: `${found.lat}|${found.lon}|${found.label}` });
  label.append(found.label);
  return row;
}

one("[data-place-search]").addEventListener("click", (event) => {
  event.preventDefault();
  search();
});
place.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  search();
});
list.addEventListener("change", (event) => {
  const [latitude, longitude, ...label] = event.target.value.split("|");
  place.value = label.join("|");
  for (const row of [...list.children]) if (!row.contains(event.target)) row.remove(); // chosen: the form stays short
  setPoint({ lat: +latitude, lon: +longitude }, place.value);
});
one("[data-locate]").addEventListener("click", (event) => {
  const failed = () => (said.textContent = event.target.closest("[data-locate]").dataset.failed);
  if (!navigator.geolocation) return failed();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => setPoint({ lat: coords.latitude, lon: coords.longitude }),
    failed,
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
});
form.addEventListener("place-picked", () => placed());
// A photo knows where it was taken: only the first word on the place, never against the person's own.
form.addEventListener("photo-located", ({ detail }) => {
  if (!lat.value) setPoint({ lat: detail.lat, lon: detail.lon });
});

// --- Category ------------------------------------------------------------------------------------------------------
const words = one("[data-category-words]");
const choices = [...form.querySelectorAll("[data-choice]")].map((row) => ({ row, words: fold(row.dataset.words) }));

function filterCategories() {
  const typed = fold(words.value).split(/\s+/).filter(Boolean);
  for (const group of form.querySelectorAll("[data-group]")) group.name = typed.length ? "" : "groups";
  for (const { row, words } of choices) row.hidden = !typed.every((word) => words.includes(word));
  for (const group of form.querySelectorAll("[data-group]")) {
    const left = group.querySelectorAll("[data-choice]:not([hidden])").length;
    group.hidden = !left;
    group.open = typed.length ? left > 0 : !!group.querySelector(":checked");
  }
  one("[data-category-none]").hidden = choices.some(({ row }) => !row.hidden);
}
words.addEventListener("input", filterCategories);
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
  if (event.key !== "ArrowDown" && event.key !== "Enter") return;
  const first = choices.find(({ row }) => !row.hidden)?.row.querySelector("input");
  if (words.value && first) {
    event.preventDefault();
    first.focus();
    if (event.key === "Enter") first.click();
  }
});

// --- What is told around it ----------------------------------------------------------------------------------------
const around = document.getElementById("around");
let asked = null;

async function refresh() {
  asked?.abort();
  asked = new AbortController();
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (["category", "nature", "lat", "lon", "danger_seen"].includes(name) || name.startsWith("answer_"))
      query.append(name, value);
  if (!query.get("category") && !query.get("lat")) return;
  try {
    const answer = await fetch(`${form.dataset.around}?${query}`, { signal: asked.signal });
    const had = !!document.getElementById("danger");
    around.innerHTML = await answer.text();
    if (!had) document.getElementById("danger")?.scrollIntoView({ block: "center" });
  } catch {
    // A newer question was asked, or the network is away: what stands there stays.
  }
}
form.addEventListener("change", ({ target }) => {
  if (["category", "nature"].includes(target.name) || target.matches("#around input[type=radio], #around select"))
    refresh();
});

// --- Nothing typed is lost -----------------------------------------------------------------------------------------
function keep() {
  const draft = Object.fromEntries(KEPT.map((name) => [name, form.elements[name].value]));
  sessionStorage.setItem(DRAFT, JSON.stringify(draft));
}
form.addEventListener("input", keep);

function restore() {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}");
  if (KEPT.some((name) => form.elements[name].value)) return;
  for (const name of KEPT) form.elements[name].value = draft[name] ?? "";
  if (draft.lat) setPoint({ lat: +draft.lat, lon: +draft.lon }, draft.place);
}
restore();
