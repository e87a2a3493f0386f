// The map that chooses a point: touch, drag, or arrow keys; the inputs of the form hold the answer.
import { ground, note } from "./ground.js";

export const STEP = 8; // pixels that an arrow key moves the marker; five times as many with Shift
const CLOSE = 17; // zoom at which one tells two doors apart
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function icon(words) {
  return L.divIcon({ className: "picker-pin", html: words.marker, iconSize: [44, 44], iconAnchor: [22, 42] });
}

export class Picker {
  constructor(host, map, words) {
    Object.assign(this, { host, map, words });
    this.inputs = [host.dataset.latInput, host.dataset.lonInput].map((id) => document.getElementById(id));
    map.on("click", ({ latlng }) => this.pick(latlng));
    map.on("keydown", ({ originalEvent: event }) => this.onKey(event));
    host.addEventListener("place-set", ({ detail }) => this.set(detail));
  }

  /** What the form holds already (a page that came back with errors), as a point or null. */
  held() {
    const [lat, lon] = this.inputs.map((input) => parseFloat((input?.value ?? "").replace(",", ".")));
    return Number.isFinite(lat) && Number.isFinite(lon) ? L.latLng(lat, lon) : null;
  }

  put(at) {
    if (this.marker) return this.marker.setLatLng(at);
    this.marker = L.marker(at, { icon: icon(this.words), draggable: true, autoPan: true }).addTo(this.map);
    this.marker.getElement().setAttribute("aria-label", this.words.pin);
    this.marker.on("dragend", () => this.pick(this.marker.getLatLng()));
  }

  pick(at) {
    this.put(at);
    const { lat, lng: lon } = at.wrap();
    this.write(lat, lon);
    note(this.host, this.words.placed);
    this.host.dispatchEvent(new CustomEvent("place-picked", { bubbles: true, detail: { lat, lon } }));
  }

  write(lat, lon) {
    const [latInput, lonInput] = this.inputs;
    if (latInput) latInput.value = lat.toFixed(6);
    if (lonInput) lonInput.value = lon.toFixed(6);
  }

  /** From outside (a photo's place, an address, the device): moves the marker without saying it was picked here. */
  set({ lat, lon, zoom }) {
    const at = L.latLng(lat, lon);
    this.map.setView(at, zoom ?? Math.max(this.map._loaded ? this.map.getZoom() : 0, CLOSE)); // before it, no marker
    this.put(at);
    this.write(lat, lon);
  }

  onKey(event) {
    const onMarker = this.marker && event.target === this.marker.getElement();
    const arrow = ARROWS[event.key];
    if (onMarker && arrow) this.move(event, arrow);
    else if (event.key === "Enter" && event.target === this.map.getContainer()) this.pick(this.map.getCenter());
  }

  move(event, [x, y]) {
    event.preventDefault();
    const step = STEP * (event.shiftKey ? 5 : 1);
    const point = this.map.latLngToContainerPoint(this.marker.getLatLng()).add([x * step, y * step]);
    this.pick(this.map.containerPointToLatLng(point));
    this.map.panInside(this.marker.getLatLng(), { padding: [44, 44] });
  }
}

export function startPicker(host, words) {
  const map = ground(host, words, null);
  const picker = new Picker(host, map, words);
  const held = picker.held();
  if (held) picker.set({ lat: held.lat, lon: held.lng });
}
