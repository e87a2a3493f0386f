// Publications from a GeoJSON address (the list's filters), gathered where they would hide one another.
import { note } from "./ground.js";
import { card, cluster, fanned, pin } from "./pins.js";

const SQUARE = 56; // pixels within which pins would lie on one another
const NEAR = 17; // zoom from which every pin stands for itself

function read(feature) {
  const [lon, lat] = feature.geometry.coordinates;
  return { lat, lon, phase: feature.properties.state, ...feature.properties };
}

function squares(map, posts) {
  const groups = new Map();
  for (const post of posts) {
    const { x, y } = map.project([post.lat, post.lon]).divideBy(SQUARE).floor();
    const key = map.getZoom() >= NEAR ? post.id : `${x}/${y}`;
    groups.set(key, [...(groups.get(key) ?? []), post]);
  }
  return groups.values();
}

function middle(posts) {
  const sum = (field) => posts.reduce((total, post) => total + post[field], 0) / posts.length;
  return { lat: sum("lat"), lon: sum("lon"), count: posts.length };
}

export class Features {
  constructor(host, map, words) {
    Object.assign(this, { host, map, words, posts: [], layer: L.layerGroup().addTo(map) });
    map.on("zoomend", () => this.draw());
  }

  /** Fetch an address; `fit` moves the map so that everything found is in view. */
  async show(address, fit) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      this.posts = (await answer.json()).features.filter((feature) => feature.geometry).map(read);
    } catch (fault) {
      if (fault.name !== "AbortError") note(this.host, this.words.failed);
      return;
    }
    if (fit) this.fit();
    this.map.whenReady(() => this.draw());
  }

  clear() {
    this.asking?.abort();
    this.posts = [];
    this.layer.clearLayers();
  }

  fit() {
    const bounds = L.latLngBounds(this.posts.map(({ lat, lon }) => [lat, lon]));
    if (bounds.isValid()) this.map.fitBounds(bounds.pad(0.1), { maxZoom: 16, animate: false });
  }

  draw() {
    this.layer.clearLayers();
    for (const posts of squares(this.map, fanned(this.posts)))
      this.layer.addLayer(posts.length > 1 ? cluster(middle(posts), this.words, this.map) : this.pin(posts[0]));
  }

  pin(post) {
    return pin(post, this.words, (made) => card(this.map, made, post.card ?? `/posts/${post.id}/card/`, this.words));
  }
}
