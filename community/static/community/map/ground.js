// The ground of every map: boundaries of ours, always; picture tiles from outside where they can be had.
import { isDark } from "../theme.js";

const FRANCE = [[46.6, 2.4], 6]; // where to look when nothing says better
const TOWN_ZOOM = 14;
const FAILURES = 3; // picture tiles that fail in a row before it is said

function canvas(host, words) {
  const element = host.querySelector(".map-canvas");
  const still = "one" in host.dataset;
  const map = L.map(element, {
    zoomControl: false,
    minZoom: 5,
    maxZoom: 19,
    keyboard: !still,
    dragging: !(still && L.Browser.mobile), // a thumb that scrolls the page must not get caught
    scrollWheelZoom: host.classList.contains("tall"),
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  map.attributionControl.setPrefix("Leaflet");
  if (!still) {
    L.control.zoom({ zoomInTitle: words.zoom, zoomOutTitle: words.unzoom }).addTo(map);
    // Elsewhere the wheel scrolls the page until the map has been touched.
    map.on("focus", () => map.scrollWheelZoom.enable());
  }
  return map;
}

export function note(host, text) {
  const place = host.querySelector("[data-map-note]");
  place.dataset.first ??= place.textContent.trim();
  if (place.textContent.trim() !== text) place.textContent = text || place.dataset.first;
}

function pictures(host, map, words) {
  const bare = (is) => {
    if (host.classList.toggle("map-bare", is) !== undefined) note(host, is ? words.bare : "");
  };
  if (!host.dataset.baseUrl) return bare(true);
  let failures = 0;
  const layer = L.tileLayer(host.dataset.baseUrl, { maxZoom: 19, attribution: host.dataset.baseAttribution });
  layer.on("tileerror", () => ++failures === FAILURES && bare(true));
  layer.on("tileload", () => {
    if (failures >= FAILURES) bare(false);
    failures = 0;
  });
  addEventListener("online", () => layer.redraw());
  layer.addTo(map);
}

function name(feature) {
  const icon = L.divIcon({ className: "town-name", html: "", iconSize: null });
  const at = L.geoJSON(feature).getBounds().getCenter();
  const label = L.marker(at, { icon, interactive: false, keyboard: false });
  label.on("add", () => (label.getElement().textContent = feature.properties.name));
  return label;
}

// A name that would be written over another is left out, until one looks from nearer.
function apart(labels) {
  const written = [];
  for (const label of labels) {
    label.hidden = false;
    const box = label.getBoundingClientRect();
    const over = ({ left, right, top, bottom }) =>
      box.left < right && left < box.right && box.top < bottom && top < box.bottom;
    label.hidden = written.some(over);
    if (!label.hidden) written.push(box);
  }
}

// Towns are named from afar, neighbourhoods from near: never both.
function names(map, features) {
  const groups = { city: L.layerGroup(), neighbourhood: L.layerGroup() };
  for (const feature of features) groups[feature.properties.level]?.addLayer(name(feature));
  const choose = () => {
    const zoom = map.getZoom();
    const wanted = zoom >= 14 && groups.neighbourhood.getLayers().length ? "neighbourhood" : zoom >= 11 ? "city" : "";
    for (const [level, group] of Object.entries(groups)) level === wanted ? group.addTo(map) : group.remove();
    if (wanted) apart(groups[wanted].getLayers().map((label) => label.getElement()));
  };
  map.on("zoomend", choose);
  map.whenReady(choose);
}

function outlines(map, features, home) {
  const style = ({ properties }) => ({
    className: `town town-${properties.level}${properties.code === home ? " home" : ""}`,
  });
  return L.geoJSON(features, { interactive: false, style }).addTo(map);
}

async function boundaries(host, map, home) {
  const answer = await fetch(host.dataset.boundaries).then((found) => (found.ok ? found.json() : { features: [] }));
  const features = answer.features.filter((feature) => feature.geometry);
  const layer = outlines(map, features, home);
  names(map, features);
  const town = features.find((feature) => feature.properties.code === home);
  return town ? L.geoJSON(town).getBounds() : layer.getBounds();
}

function start(host) {
  const { lat, lon, zoom } = host.dataset;
  return lat && lon ? [[Number(lat), Number(lon)], Number(zoom) || TOWN_ZOOM] : null;
}

/** A map on its ground. `from` is [[lat, lon], zoom] or null; without any place to start it shows the home town. */
export function ground(host, words, from) {
  const map = canvas(host, words);
  host.closest("details")?.addEventListener("toggle", () => map.invalidateSize()); // closed, it had no size
  const first = from ?? start(host);
  if (first) map.setView(...first, { animate: false });
  pictures(host, map, words);
  const dark = () => host.classList.toggle("map-dark", isDark());
  document.addEventListener("theme-changed", dark);
  dark();
  boundaries(host, map, words.town)
    .catch(() => null)
    .then((bounds) => {
      if (map._loaded) return;
      bounds?.isValid() ? map.fitBounds(bounds, { animate: false }) : map.setView(...FRANCE);
    });
  return map;
}
