// The desk: rows and history that renew themselves, and the maps. Everything works without it, by reloading.

const POLL = 30_000, PATIENCE = 400, LONGEST_WAIT = 30_000; // ms
const COLOURS = { open: "#b45309", sent: "#1d4ed8", progress: "#7c3aed", done: "#15803d", closed: "#57534e" };
const desk = document.querySelector("[data-desk]");

if (desk) listen(desk);
document.querySelectorAll("[data-desk-map]").forEach(prepareMap);

function listen(desk) {
  const rows = desk.querySelector("[data-desk-rows]"), history = desk.querySelector("[data-desk-history]");
  const only = desk.dataset.only, status = desk.querySelector("[data-desk-status]");
  let wait = 1000, timer;

  const renew = () => { clearTimeout(timer); timer = setTimeout(() => rows ? renewRows(rows) : renewHistory(history), PATIENCE); };
  const say = (live) => {
    if (!status) return;
    status.classList.toggle("is-live", live);
    const words = live ? status.dataset.on : status.dataset.off;
    if (status.textContent !== words) status.textContent = words;
  };
  const heard = (frame) => {
    if (frame.kind !== "ticket" || (only && String(frame.id) !== only)) return;
    if (only) desk.querySelector("[data-desk-changed]").hidden = false;
    renew();
  };
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    const socket = new WebSocket(scheme + location.host + desk.dataset.socket);
    socket.onopen = () => { wait = 1000; socket.send(JSON.stringify({ listen: desk.dataset.topics.split(" ").filter(Boolean) })); say(true); renew(); };
    socket.onmessage = (event) => { try { heard(JSON.parse(event.data)); } catch { /* not for us */ } };
    socket.onclose = () => { say(false); setTimeout(open, wait); wait = Math.min(wait * 2, LONGEST_WAIT); };
  };
  open();
  setInterval(() => { if (!document.hidden) renew(); }, POLL);
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return answer.text();
}

async function renewRows(box) {
  let html;
  try { html = await fetched(box.dataset.address); } catch { return; }
  const had = new Set([...box.querySelectorAll("[data-ticket]")].map((row) => row.dataset.ticket));
  const focused = box.contains(document.activeElement) ? document.activeElement.id : "";
  box.innerHTML = html;
  for (const row of box.querySelectorAll("[data-ticket]")) row.classList.toggle("is-new", !had.has(row.dataset.ticket));
  if (focused) document.getElementById(focused)?.focus();
}

async function renewHistory(box) {
  try { box.innerHTML = await fetched(box.dataset.address); } catch { /* the next one will do */ }
}

function prepareMap(box) {
  const start = () => { if (!box.leaflet) box.leaflet = draw(box); };
  const folded = box.closest("details");
  if (!folded) return start();
  folded.addEventListener("toggle", () => { if (folded.open) start(); });
}

function draw(box) {
  const map = L.map(box, { scrollWheelZoom: false, attributionControl: true });
  const at = box.dataset.lat ? [Number(box.dataset.lat), Number(box.dataset.lon)] : null;
  map.setView(at || [48.824, 2.265], at ? 17 : 14);
  outlines(map, box, !at && !box.dataset.geojson);
  if (box.dataset.baseUrl) L.tileLayer(box.dataset.baseUrl, { attribution: box.dataset.baseAttribution, maxZoom: 19 }).addTo(map);
  if (box.dataset.pick) return pick(map, box, at);
  if (at) L.circleMarker(at, { radius: 10, weight: 3, color: "#fff", fillColor: COLOURS.sent, fillOpacity: 1 }).addTo(map);
  if (box.dataset.geojson) pins(map, box);
  return map;
}

async function outlines(map, box, fit) {
  try {
    const found = JSON.parse(await fetched(box.dataset.boundaries));
    const layer = L.geoJSON(found, { interactive: false, style: { color: "#64748b", weight: 1, fillOpacity: 0.04 } }).addTo(map);
    layer.bringToBack();
    if (fit && found.features.length) map.fitBounds(layer.getBounds());
  } catch { /* the map shows its pins without them */ }
}

async function pins(map, box) {
  const found = JSON.parse(await fetched(box.dataset.geojson));
  const layer = L.geoJSON(found, {
    pointToLayer: (feature, place) => L.circleMarker(place, { radius: 9, weight: 2, color: "#fff", fillColor: COLOURS[feature.properties.phase], fillOpacity: 1 }),
    onEachFeature: (feature, pin) => pin.bindPopup(() => bubble(feature.properties, box.dataset.ticket)),
  }).addTo(map);
  if (found.features.length) map.fitBounds(layer.getBounds(), { maxZoom: 16, padding: [20, 20] });
}

function bubble(told, address) {
  const box = document.createElement("div"), link = document.createElement("a"), words = document.createElement("p");
  link.href = address.replace("/0/", `/${told.id}/`);
  link.textContent = told.title;
  words.textContent = `${told.reference} · ${told.category} · ${told.state}`;
  box.append(link, words);
  return box;
}

function pick(map, box, at) {
  const [lat, lon, place] = box.dataset.pick.split(" ").map((id) => document.getElementById(id));
  let pin = at && L.marker(at).addTo(map);
  map.on("click", ({ latlng }) => {
    lat.value = latlng.lat.toFixed(6);
    lon.value = latlng.lng.toFixed(6);
    place.value = "";
    pin = pin ? pin.setLatLng(latlng) : L.marker(latlng).addTo(map);
  });
  return map;
}
