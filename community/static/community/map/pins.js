// What stands on the map: pins and clusters, as real buttons that say in words what they are.

function button(className, html, label, size) {
  const Icon = L.DivIcon.extend({
    createIcon() {
      const element = document.createElement("button");
      element.type = "button";
      element.innerHTML = html; // our own icons and numbers only
      element.setAttribute("aria-label", label);
      this._setIconStyles(element, "icon");
      return element;
    },
  });
  return new Icon({ className, iconSize: [size, size], iconAnchor: [size / 2, size / 2] });
}

function marker(at, icon, act) {
  const made = L.marker(at, { icon, riseOnHover: true, alt: "" });
  // Leaflet says role="button" and a tab stop of its own; a <button> has both already.
  made.on("add", () => made.getElement().removeAttribute("role"));
  made.on("click", () => act(made));
  return made;
}

/** A publication: kind and phase in words, its title when it is known. `act(marker)` when it is chosen. */
export function pin({ lat, lon, kind, phase, title }, words, act) {
  const { words: said, icon } = words.phases[phase] ?? words.phases.open;
  const label = [title ?? words[kind] ?? words.incident, said].join(", ");
  return marker([lat, lon], button(`pin phase phase-${phase}`, `<span>${icon}</span>`, label, 44), act);
}

/** Several publications near one another; choosing it zooms in. */
export function cluster({ lat, lon, count }, words, map) {
  const size = Math.round(34 + 6 * Math.log10(count + 1) * 2);
  const label = count > 1 ? words.cluster.replace("{count}", count) : words.alone;
  const zoomIn = () => map.setView([lat, lon], Math.min(map.getZoom() + 2, map.getMaxZoom()));
  return marker([lat, lon], button("cluster", `<span>${count}</span>`, label, size), zoomIn);
}

/** Show a fragment of the server's at a pin, with the keyboard inside it, and back on the pin when it closes. */
export async function card(map, made, address, words) {
  const box = document.createElement("div");
  box.textContent = words.loading;
  const popup = L.popup({ minWidth: 250, maxWidth: 320, offset: [0, -8] });
  popup.setLatLng(made.getLatLng()).setContent(box).openOn(map);
  popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
  // Leaflet hears Escape only while the map itself has the focus.
  popup.getElement().addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup());
  popup.on("remove", () => made.getElement()?.focus({ preventScroll: true }));
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok) box.innerHTML = await answer.text();
  else box.textContent = words.failed;
  popup.update();
  box.querySelector("a")?.focus({ preventScroll: true });
}
