// Maps on the page: [data-map] shows what is published, [data-map-picker] chooses a point. See components/map.html.
import { loadLeaflet } from "./map/leaflet.js";
import { startArea } from "./map/area.js";
import { startPicker } from "./map/picker.js";
import { startView } from "./map/view.js";

async function start(host) {
  if (host.dataset.started) return;
  host.dataset.started = "yes";
  const words = JSON.parse(host.dataset.words);
  try {
    await loadLeaflet(host.dataset.leaflet, host.dataset.leafletCss);
  } catch {
    host.querySelector("[data-map-note]").textContent = words.unavailable;
    return;
  }
  if ("shapeInput" in host.dataset) startArea(host, words);
  else if ("mapPicker" in host.dataset) startPicker(host, words);
  else startView(host, words);
}

function startAll(root) {
  for (const host of root.querySelectorAll("[data-map], [data-map-picker]")) start(host);
}

startAll(document);
document.addEventListener("htmx:afterSwap", (event) => startAll(event.target));
