// Our publications, tile by tile: what comes into view is asked for, what leaves it is let go.
import { note } from "./ground.js";
import { card, cluster, fanned, pin } from "./pins.js";

const TILE = 256; // pixels

function wanted(map) {
  const z = map.getZoom();
  const { min, max } = map.getPixelBounds();
  const last = 2 ** z - 1;
  const clamp = (value) => Math.max(0, Math.min(last, Math.floor(value / TILE)));
  const keys = [];
  for (let x = clamp(min.x); x <= clamp(max.x); x++)
    for (let y = clamp(min.y); y <= clamp(max.y); y++) keys.push(`${z}/${x}/${y}`);
  return new Set(keys);
}

/** chosen: {kinds: Set, phases: Set}; an empty set means all of them. */
function counted(sums, chosen) {
  let count = 0;
  for (const [key, number] of Object.entries(sums)) {
    const [kind, phase] = key.split(":");
    if (passes(kind, phase, chosen)) count += number;
  }
  return count;
}

function passes(kind, phase, { kinds, phases }) {
  return (!kinds.size || kinds.has(kind)) && (!phases.size || phases.has(phase));
}

export class Posts {
  constructor(host, map, words, choose) {
    Object.assign(this, { host, map, words, choose, tiles: new Map() });
    map.on("moveend", () => this.update());
    map.whenReady(() => this.update());
  }

  update() {
    const keys = wanted(this.map);
    for (const [key, tile] of this.tiles) if (!keys.has(key)) this.leave(key, tile);
    for (const key of keys) if (!this.tiles.has(key)) this.enter(key);
  }

  leave(key, tile) {
    tile.asking.abort();
    tile.layer.remove();
    this.tiles.delete(key);
  }

  async enter(key) {
    const tile = { asking: new AbortController(), layer: L.layerGroup().addTo(this.map), found: {} };
    this.tiles.set(key, tile);
    try {
      const answer = await fetch(`/tiles/${key}.json`, { signal: tile.asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      tile.found = await answer.json();
      this.draw(tile);
    } catch (fault) {
      if (fault.name === "AbortError") return;
      this.tiles.delete(key);
      note(this.host, this.words.failed);
    }
  }

  draw(tile) {
    const chosen = this.choose();
    tile.layer.clearLayers();
    for (const [lon, lat, sums] of tile.found.clusters ?? []) {
      const count = counted(sums, chosen);
      if (count) tile.layer.addLayer(cluster({ lat, lon, count }, this.words, this.map));
    }
    const pins = (tile.found.pins ?? []).filter(([, , , kind, phase]) => passes(kind, phase, chosen));
    for (const post of fanned(pins.map(([id, lon, lat, kind, phase]) => ({ id, lon, lat, kind, phase }))))
      tile.layer.addLayer(this.pin(post));
  }

  pin(post) {
    return pin(post, this.words, (made) => card(this.map, made, `/posts/${post.id}/card/`, this.words));
  }

  filter() {
    for (const tile of this.tiles.values()) this.draw(tile);
  }
}
