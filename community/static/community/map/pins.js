// What stands on the map: pins and clusters, as real buttons that say in words what they are.

const RING = 17; // pixels around a spot that several publications share

/** The same posts, those on one spot each with a `shift` in pixels, so that none hides another. */
export function fanned(posts) {
  const spots = new Map();
  for (const post of posts) {
    const spot = `${post.lat.toFixed(5)}/${post.lon.toFixed(5)}`;
    spots.set(spot, [...(spots.get(spot) ?? []), post]);
  }
  return [...spots.values()].flatMap((shared) => shared.map((post, i) => ({ ...post, shift: ring(i, shared.length) })));
}

function ring(i, count) {
  if (count === 1) return [0, 0];
  const angle = (2 * Math.PI * i) / count;
  const radius = Math.max(RING, (RING * count) / Math.PI);
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
}

function button(className, html, label, size, [x, y] = [0, 0]) {
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
  return new Icon({ className, iconSize: [size, size], iconAnchor: [size / 2 - x, size / 2 - y] });
}

function marker(at, icon, act) {
  const made = L.marker(at, { icon, riseOnHover: true, alt: "" });
  // Leaflet says role="button" and a tab stop of its own; a <button> has both already.
  made.on("add", () => made.getElement().removeAttribute("role"));
  made.on("click", () => act(made));
  return made;
}

/** A publication: kind and phase in words, its title when it is known. `act(marker)` when it is chosen.
 * A kind whose phases matter has their shapes, any other a hexagon with its own icon, what is no publication a pin. */
export function pin({ lat, lon, kind, phase, title, shift }, words, act) {
  const { words: said, icon } = words.phases[phase] ?? words.phases.open;
  const its = words.kinds[kind];
  if (its ? !its.phased : kind) {
    const label = [its?.words, title].filter(Boolean).join(", ");
    return marker([lat, lon], button("pin pin-kind", `<span>${its?.icon ?? words.marker}</span>`, label, 44, shift), act);
  }
  const label = [title ?? its?.words, said].filter(Boolean).join(", ");
  return marker([lat, lon], button(`pin phase phase-${phase}`, `<span>${icon}</span>`, label, 44, shift), act);
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
  const popup = L.popup({ minWidth: 240, maxWidth: 280, offset: [0, -8], autoPanPaddingTopLeft: [64, 12] });
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
