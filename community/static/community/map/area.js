// The map that draws an area: a circle around a point, or corner after corner. Touch, drag, or keys: Enter sets a point at
// the middle of the map, arrows move the one in focus, Delete takes it away. The inputs of the form hold the answer.
import { ground, note } from "./ground.js";
import { ARROWS, Picker, STEP } from "./picker.js";

const FEWEST = 3;

function cornerIcon() {
  return L.divIcon({ className: "area-corner", html: "<span></span>", iconSize: [44, 44], iconAnchor: [22, 22] });
}

class Area extends Picker {
  constructor(host, map, words) {
    super(host, map, words);
    this.tools = host.closest("form").querySelector("[data-area-tools]");
    this.shape = document.getElementById(host.dataset.shapeInput);
    this.metres = document.getElementById(host.dataset.metresInput);
    map.createPane("area").style.zIndex = 450; // above the boundaries, which come later, below the pins
    const looks = { className: "area-shape", interactive: false, pane: "area" };
    this.outline = L.polygon([], looks).addTo(map);
    this.ring = L.circle([0, 0], { ...looks, radius: 1 });
    this.corners = [];
    this.metres.addEventListener("change", () => this.drawRing());
    this.tools.addEventListener("change", ({ target }) => target.name === "draw" && this.become(target.value));
    this.tools.querySelector("[data-area-undo]").addEventListener("click", () => this.drop(this.corners.at(-1)));
    this.tools.querySelector("[data-area-clear]").addEventListener("click", () => this.clear());
  }

  get drawing() {
    return this.tools.querySelector("[name=draw]:checked").value === "corners";
  }

  /** What the form holds already: a page that came back with errors. */
  restore() {
    const drawn = this.shape.value && JSON.parse(this.shape.value);
    const held = this.held();
    if (drawn?.coordinates) {
      this.tools.querySelector("[value=corners]").checked = true;
      this.become("corners");
      for (const [lon, lat] of drawn.coordinates[0].slice(0, -1)) this.add(L.latLng(lat, lon));
      this.map.fitBounds(this.outline.getBounds().pad(0.2), { animate: false });
    } else {
      this.become("circle");
      if (held) this.set({ lat: held.lat, lon: held.lng, zoom: 15 });
    }
  }

  become(mode) {
    this.tools.dataset.mode = mode;
    this.clear();
  }

  clear() {
    for (const corner of this.corners) corner.remove();
    this.corners = [];
    this.marker?.remove();
    this.ring.remove();
    this.marker = undefined;
    for (const input of this.inputs) input.value = "";
    this.draw();
  }

  pick(at) {
    if (this.drawing) return this.add(at);
    super.pick(at);
    this.drawRing();
  }

  set(detail) {
    if (this.drawing) {
      this.tools.querySelector("[value=circle]").checked = true;
      this.become("circle");
    }
    super.set({ zoom: 15, ...detail });
    this.drawRing();
  }

  drawRing() {
    if (!this.marker) return;
    this.ring.setLatLng(this.marker.getLatLng()).setRadius(Number(this.metres.value)).addTo(this.map);
  }

  add(at) {
    const corner = L.marker(at, { icon: cornerIcon(), draggable: true, autoPan: true }).addTo(this.map);
    corner.on("drag dragend", () => this.draw());
    corner.getElement().addEventListener("keydown", (event) => this.onCornerKey(event, corner));
    this.corners.push(corner);
    this.draw();
  }

  drop(corner) {
    if (!corner) return;
    corner.remove();
    this.corners = this.corners.filter((other) => other !== corner);
    (this.corners.at(-1)?.getElement() ?? this.map.getContainer()).focus({ preventScroll: true });
    this.draw();
  }

  onCornerKey(event, corner) {
    if (event.key === "Delete" || event.key === "Backspace") this.drop(corner);
    else if (ARROWS[event.key]) this.nudge(corner, ARROWS[event.key], event.shiftKey ? 5 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  nudge(corner, [x, y], times) {
    const point = this.map.latLngToContainerPoint(corner.getLatLng()).add([x * STEP * times, y * STEP * times]);
    corner.setLatLng(this.map.containerPointToLatLng(point));
    this.draw();
  }

  draw() {
    const points = this.corners.map((corner) => corner.getLatLng());
    this.outline.setLatLngs(points);
    const ring = points.map(({ lat, lng }) => [Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    const whole = points.length >= FEWEST;
    this.shape.value = whole ? JSON.stringify({ type: "Polygon", coordinates: [[...ring, ring[0]]] }) : "";
    this.corners.forEach((corner, n) =>
      corner.getElement().setAttribute("aria-label", this.tools.dataset.corner.replace("{n}", n + 1)),
    );
    if (!this.drawing) return note(this.host, "");
    const { few, drawn } = this.tools.dataset;
    note(this.host, (whole ? drawn : few).replace("{n}", points.length));
  }
}

export function startArea(host, words) {
  const map = ground(host, words, null);
  new Area(host, map, words).restore();
}
