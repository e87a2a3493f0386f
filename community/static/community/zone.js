// In the Wagtail admin: drawing a zone over its GeoJSON field, and whom the page reaches as the choices change.
// The text field is the truth: the map writes it and reads it, and everything works by typing alone.
(() => {
  const PATIENCE = 500; // ms without a change before the reach is asked for again

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-zone]").forEach(start);
    document.querySelectorAll("[data-reach]").forEach(watchReach);
  });

  function start(box) {
    const field = document.getElementById(box.dataset.zone);
    const canvas = box.querySelector("[data-zone-map]");
    const note = box.querySelector("[data-zone-note]");
    let map, corners = [], drawn, pins = [], fixed = false;

    const say = (words) => { if (note.textContent !== words) note.textContent = words; };

    function ready() {
      if (map || !canvas.offsetParent) return;
      map = L.map(canvas, { scrollWheelZoom: false }).setView([48.824, 2.265], 13);
      if (box.dataset.baseUrl) L.tileLayer(box.dataset.baseUrl, { attribution: box.dataset.baseAttribution, maxZoom: 19 }).addTo(map);
      fetch(box.dataset.boundaries).then((answer) => answer.json()).then((ground) => {
        const layer = L.geoJSON(ground, { interactive: false, style: { color: "#64748b", weight: 1, fillOpacity: 0.03 } }).addTo(map);
        layer.bringToBack();
        const town = L.geoJSON({ type: "FeatureCollection", features: ground.features.filter((f) => f.properties.level === "neighbourhood") });
        if (!corners.length && town.getBounds().isValid()) map.fitBounds(town.getBounds());
      }).catch(() => {});
      map.on("click", ({ latlng }) => {
        if (fixed) return;
        corners.push([latlng.lng, latlng.lat]);
        write();
      });
      read(true);
    }

    /** From the field to the map. A shape that was pasted with holes or several parts is shown and not edited. */
    function read(fit) {
      corners = [];
      fixed = false;
      let shape = null;
      try {
        const said = field.value.trim() ? JSON.parse(field.value) : null;
        shape = said?.type === "FeatureCollection" ? said.features[0]?.geometry : said?.type === "Feature" ? said.geometry : said;
        if (shape?.type === "Polygon" && shape.coordinates.length === 1) corners = shape.coordinates[0].slice(0, -1).map(([x, y]) => [x, y]);
        else if (shape) fixed = true;
      } catch {
        draw(null);
        return say(box.dataset.bad);
      }
      draw(shape);
      if (fit && drawn && drawn.getBounds().isValid()) map.fitBounds(drawn.getBounds(), { padding: [30, 30], maxZoom: 17 });
    }

    function write() {
      const ring = corners.map(([x, y]) => [Number(x.toFixed(6)), Number(y.toFixed(6))]);
      const shape = ring.length > 2 ? { type: "Polygon", coordinates: [[...ring, ring[0]]] } : null;
      field.value = shape ? JSON.stringify(shape) : "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
      draw(shape);
    }

    function draw(shape) {
      drawn?.remove();
      pins.forEach((pin) => pin.remove());
      try {
        drawn = shape ? L.geoJSON(shape, { style: { color: "#0f6b6b", weight: 3, fillOpacity: 0.2 }, interactive: false }).addTo(map) : null;
        if (!shape && corners.length > 1) drawn = L.polyline(corners.map(([x, y]) => [y, x]), { color: "#0f6b6b" }).addTo(map);
      } catch {
        drawn = null;
        return say(box.dataset.bad);
      }
      pins = corners.map(([x, y], index) => {
        const icon = L.divIcon({ className: "zone-corner", iconSize: [16, 16] });
        const pin = L.marker([y, x], { icon, draggable: true, keyboard: false }).addTo(map);
        return pin.on("dragend", () => { const at = pin.getLatLng(); corners[index] = [at.lng, at.lat]; write(); });
      });
      say(!corners.length && !shape ? box.dataset.none : shape ? box.dataset.done : box.dataset.some);
    }

    box.querySelector("[data-zone-undo]").addEventListener("click", () => { if (map && !fixed) { corners.pop(); write(); } });
    box.querySelector("[data-zone-clear]").addEventListener("click", () => { if (map) { corners = []; fixed = false; write(); } });
    field.addEventListener("input", () => map && read(true));
    new IntersectionObserver(() => ready()).observe(canvas); // a folded panel has no size yet
  }

  function watchReach(box) {
    const form = box.closest("form"), words = box.querySelector("[data-reach-words]");
    let timer, turn = 0;
    const named = (name) => [...form.querySelectorAll(`[name="${name}"]`)];

    async function ask() {
      const mine = ++turn, body = new FormData();
      body.set("csrfmiddlewaretoken", named("csrfmiddlewaretoken")[0].value);
      for (const name of ["authority", "audience", "quarters", "zone", "place", "sort"]) {
        for (const field of named(name)) {
          if (!["checkbox", "radio"].includes(field.type) || field.checked) body.append(name, field.value);
        }
      }
      if (named("poll").length) body.set("kind", "outcome");
      try {
        const answer = await fetch(box.dataset.reach, { method: "POST", body, credentials: "same-origin" });
        const told = await answer.json();
        if (mine === turn) words.textContent = told.words ?? told.error;
      } catch {
        if (mine === turn) words.textContent = box.dataset.failed;
      }
    }

    function follow() {
      const chosen = named("audience").find((field) => field.checked)?.value;
      for (const name of ["quarters", "zone", "place"]) {
        const panel = form.querySelector(`[data-contentpath="${name}"]`)?.closest(".w-panel__wrapper, .w-panel") ?? form.querySelector(`[data-contentpath="${name}"]`);
        if (panel) panel.hidden = name !== chosen;
      }
    }

    form.addEventListener("change", (event) => {
      if (!["authority", "audience", "quarters", "zone", "place", "sort"].includes(event.target.name)) return;
      follow();
      clearTimeout(timer);
      timer = setTimeout(ask, PATIENCE);
    });
    follow();
    ask();
  }
})();
