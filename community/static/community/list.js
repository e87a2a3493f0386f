// A list follows its filters (incidents, ads, the directory, lost things). It works without this.
import { fragment } from "./fragment.js";

const results = document.getElementById("results");
const filters = document.getElementById("filters");

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
