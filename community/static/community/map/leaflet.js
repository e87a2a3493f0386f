// Leaflet is fetched by the first map of a page, once, and stands as the global L afterwards.
let loading;

// First in the head: our own stylesheet comes after Leaflet's and has the last word.
function added(element, done, failed) {
  element.addEventListener("load", done, { once: true });
  element.addEventListener("error", failed, { once: true });
  document.head.prepend(element);
}

function style(href) {
  return new Promise((done, failed) =>
    added(Object.assign(document.createElement("link"), { rel: "stylesheet", href }), done, failed),
  );
}

function script(src) {
  return new Promise((done, failed) => added(Object.assign(document.createElement("script"), { src }), done, failed));
}

/** Resolves when Leaflet and its styles are there; rejects when they cannot be had. */
export function loadLeaflet(src, css) {
  loading ??= Promise.all([style(css), script(src)]);
  return loading;
}
