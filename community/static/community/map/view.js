// The map one looks at: its place kept in the address, its filters taken from a form of the page.
import { Features } from "./features.js";
import { ground } from "./ground.js";
import { pin } from "./pins.js";
import { Posts } from "./posts.js";

const HASH = /^#map=(\d+)\/(-?[\d.]+)\/(-?[\d.]+)$/;

function fromAddress() {
  const [, zoom, lat, lon] = location.hash.match(HASH) ?? [];
  return zoom ? [[Number(lat), Number(lon)], Number(zoom)] : null;
}

// The view goes into the hash, so that a link shows the same place; the query belongs to the list's filters.
// Only from the first touch on: a map that finds its own view leaves the address alone.
function keepInAddress(host, map) {
  let touched = false;
  for (const kind of ["pointerdown", "keydown", "wheel"])
    host.addEventListener(kind, () => (touched = true), { once: true, passive: true });
  map.on("moveend", () => {
    if (!touched) return;
    const { lat, lng } = map.getCenter();
    history.replaceState(history.state, "", `#map=${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
  });
  addEventListener("hashchange", () => {
    const view = fromAddress();
    if (view) map.setView(...view);
  });
}

function chosen(form) {
  const data = form ? new FormData(form) : new FormData();
  const of = (...names) => new Set(names.flatMap((name) => data.getAll(name)).filter(Boolean));
  return { kinds: of("kind"), phases: of("phase", "state") };
}

function filtered(host, form) {
  const address = new URL(host.dataset.geojson, location.href);
  if (form) address.search = new URLSearchParams(new FormData(form)).toString();
  return address;
}

function onFilter(form, act) {
  form?.addEventListener("change", act);
  form?.addEventListener("submit", act);
}

const METRES_PER_DEGREE = 111_195.1;

// A place that is told roughly (community.places.approximate): all of the square, and no mark at its middle.
function showSquare(map, { lat, lon, square }) {
  const north = Number(square) / 2 / METRES_PER_DEGREE;
  const east = north / Math.cos((Number(lat) * Math.PI) / 180);
  map.createPane("square").style.zIndex = 450; // above the boundaries, which come later
  const corners = [
    [Number(lat) - north, Number(lon) - east],
    [Number(lat) + north, Number(lon) + east],
  ];
  L.rectangle(corners, { className: "about-square", interactive: false, pane: "square" }).addTo(map);
}

function showOne(host, map, words) {
  if (host.dataset.square) return showSquare(map, host.dataset);
  const { lat, lon, phase, kind } = host.dataset;
  // What is no publication has no word for its kind: it is called what the map is called.
  const title = !kind || words.kinds[kind] ? undefined : host.querySelector(".map-canvas").getAttribute("aria-label");
  const one = pin({ lat: Number(lat), lon: Number(lon), phase, kind, title }, words, () => {}).addTo(map);
  // It marks the place; there is nothing to press.
  Object.assign(one.getElement(), { disabled: true, tabIndex: -1 });
}

// Tiles have every publication but know few filters (data-tiles-for); with another filter in use, the GeoJSON is shown.
function showEither(host, map, words, form) {
  const known = new Set(host.dataset.tilesFor.split(" "));
  const byTiles = () => ![...new FormData(form)].some(([name, value]) => value && !known.has(name));
  const none = { kinds: new Set(["none"]), phases: new Set() };
  const posts = new Posts(host, map, words, () => (byTiles() ? chosen(form) : none));
  const features = new Features(host, map, words);
  const act = () => {
    posts.filter();
    if (byTiles()) features.clear();
    else features.show(filtered(host, form), true);
  };
  onFilter(form, act);
  if (!byTiles()) act();
}

export function startView(host, words) {
  const one = "one" in host.dataset;
  const view = one ? null : fromAddress();
  const map = ground(host, words, view);
  const form = document.getElementById(host.dataset.filterForm ?? "");
  if (one) return showOne(host, map, words);
  if ("tilesFor" in host.dataset) {
    showEither(host, map, words, form);
  } else if (host.dataset.geojson) {
    const features = new Features(host, map, words);
    features.show(filtered(host, null), !view && !host.dataset.lat);
    onFilter(form, () => features.show(filtered(host, form), true));
  } else {
    const posts = new Posts(host, map, words, () => chosen(form));
    onFilter(form, () => posts.filter());
  }
  map.whenReady(() => keepInAddress(host, map));
}
