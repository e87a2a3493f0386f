// Photos leave while the form is filled: previews, progress, another try when the network fails, order, removal.
// Each photo carries a key made here, so that sending it again is harmless; a heavy one leaves in pieces, of which only
// those are sent again that did not arrive. Without this module the form still works.
const AT_ONCE = 2; // and one alone at first: a visitor's session begins with its answer
const TRIES = 5; // without anything arriving
const PIECE = 1024 * 1024; // bytes
const LATER = [408, 409, 500, 502, 503, 504];

for (const field of document.querySelectorAll("[data-photo-field]")) start(field);

function start(field) {
  const form = field.closest("form");
  const list = field.querySelector("[data-photo-list]");
  const said = field.querySelector("[data-photo-said]");
  const warned = field.querySelector("[data-photo-warned]");
  const words = field.dataset;
  const memory = `parvis-photos:${location.pathname}`;
  const interrupted = `${memory}:interrupted`; // files are lost with the page: chosen again, they go on where they were
  const items = new Map(); // <li> → {key, file, state: waiting | sending | sent | failed, name}
  let lost = []; // {key, name, size, modified} of files that an earlier page was sending
  let begun = null; // {keys} that have arrived, once the page stands
  let held = null; // {button} that sent the form while photos were still leaving

  // --- What is seen ----------------------------------------------------------------------------------------------
  function add(photo) {
    const row = field.querySelector("[data-photo-item]").content.firstElementChild.cloneNode(true);
    list.append(row);
    items.set(row, photo);
    row.querySelector("[data-name]").textContent = photo.name;
    for (const button of row.querySelectorAll("[data-act]")) button.title = button.dataset.label;
    row.querySelector("[data-alt]").value = photo.alt ?? "";
    row.querySelector("[data-alt]").name = `photo_alt-${photo.key}`;
    const view = row.querySelector("img");
    view.addEventListener("load", () => (view.hidden = false));
    view.addEventListener("error", () => (view.hidden = true)); // a HEIC in most browsers: the server's comes later
    if (photo.file) view.src = URL.createObjectURL(photo.file);
    show(row, photo.state);
    return row;
  }

  function show(row, state, why) {
    const photo = items.get(row);
    photo.state = state;
    row.dataset.state = state;
    row.querySelector("[data-state]").textContent = why ?? words[state];
    row.querySelector("progress").hidden = state !== "sending" && state !== "waiting";
    row.querySelector("[data-act=again]").hidden = state !== "failed" || !photo.file || photo.final;
    const key = row.querySelector("[name=photo_keys]");
    key.value = photo.key;
    key.disabled = row.querySelector("[data-alt]").disabled = state !== "sent";
    if (state === "sent" || state === "failed") tell(held ? words.finishing : `${photo.name}${words.colon} ${why ?? words[state]}`);
    arrange();
  }

  function arrange() {
    const rows = [...items.keys()];
    [...list.children].forEach((row, place) => {
      const name = `${place + 1}, ${items.get(row)?.name}`;
      for (const button of row.querySelectorAll("[data-act]")) button.setAttribute("aria-label", `${button.dataset.label}${words.colon} ${name}`);
      row.querySelector("[data-which]").textContent = `${words.colon} ${name}`;
      row.querySelector("[data-cover]")?.toggleAttribute("hidden", place > 0 || rows.length === 1);
      row.querySelector("[data-act=earlier]").disabled = place === 0;
      row.querySelector("[data-act=later]").disabled = place === rows.length - 1;
    });
    remember();
  }

  function tell(text) {
    said.textContent = text;
  }

  // What must be read before going on stays until something is done about it.
  function warn(text) {
    warned.textContent = text;
  }

  // After signing in, or a page lost on its way, the form comes back empty: the photos are still on the server.
  function remember() {
    const photos = [...list.children].map((row) => items.get(row)).filter(Boolean);
    const sent = photos.filter(({ state, view }) => state === "sent" && !view);
    sessionStorage.setItem(memory, JSON.stringify(sent.map(({ key, name }) => ({ key, name }))));
    const halves = photos.filter(({ state, file, final }) => state !== "sent" && file?.size > PIECE && !final);
    sessionStorage.setItem(interrupted, JSON.stringify([...halves, ...lost].map(traits)));
    const keys = arrivedKeys();
    if (begun && keys !== begun.keys) form.dispatchEvent(new Event("change")); // a draft that is kept keeps them too
    if (begun) begun.keys = keys;
  }

  const arrivedKeys = () =>
    [...list.children].map((row) => items.get(row)).filter((photo) => photo?.state === "sent").map(({ key }) => key).join();

  const traits = ({ key, name, file, size, modified }) => ({ key, name, size: file?.size ?? size, modified: file?.lastModified ?? modified });

  async function recall() {
    for (const photo of parsed(sessionStorage.getItem(memory)) ?? []) {
      const answer = await fetch(`${words.upload}${photo.key}/preview/`).catch(() => null);
      if (answer?.ok) preview(add({ ...photo, state: "sent", tries: 0 })); // one that a post has taken is not there
    }
    tell("");
  }

  // A browser that cannot draw the file itself gets the small rendition, as soon as it is there.
  function preview(row, wait = 1000) {
    const { key } = items.get(row) ?? {};
    const view = row.querySelector("img");
    if (!key || !view.hidden || wait > 60_000) return;
    view.src = `${words.upload}${key}/preview/?${wait}`;
    setTimeout(() => preview(row, wait * 2), wait);
  }

  // --- What is sent ----------------------------------------------------------------------------------------------
  function choose(files) {
    const room = Math.max(0, Number(words.most) - items.size);
    for (const file of files.slice(0, room)) {
      const half = lost.find(({ name, size, modified }) => name === file.name && size === file.size && modified === file.lastModified);
      lost = lost.filter((other) => other !== half);
      const key = half?.key ?? crypto.randomUUID?.() ?? madeKey();
      const row = add({ key, file, name: file.name, state: "waiting", tries: 0, asks: Boolean(half) });
      if (file.size > Number(words.heaviest)) refuse(row, words.heavy);
    }
    const over = files.slice(room).map(({ name }) => name);
    warn(over.length ? `${words.many} ${words.left}${words.colon} ${over.join(", ")}` : "");
    next();
  }

  function next() {
    const rows = [...items].filter(([, photo]) => photo.state === "waiting" && !photo.pause);
    const busy = [...items.values()].filter(({ state }) => state === "sending").length;
    const free = ([...items.values()].some(({ state }) => state === "sent") ? AT_ONCE : 1) - busy;
    for (const [row] of rows.slice(0, Math.max(0, free))) send(row);
    release();
  }

  function send(row) {
    show(row, "sending");
    if (items.get(row).file.size > PIECE) sendPieces(row);
    else sendWhole(row);
  }

  function sendWhole(row) {
    const photo = items.get(row);
    const body = new FormData();
    body.append("key", photo.key);
    body.append("photo", photo.file, photo.name);
    const request = opened(photo, "POST", words.upload);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(row, loaded / total));
    request.addEventListener("load", () => answered(row, request));
    for (const fault of ["error", "timeout"]) request.addEventListener(fault, () => tryAgain(row));
    request.send(body);
  }

  function opened(photo, method, address) {
    const request = (photo.request = new XMLHttpRequest());
    request.open(method, address);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.timeout = 300_000;
    return request;
  }

  const progress = (row, share) => (row.querySelector("progress").value = share);

  // The server says after each piece where the next one begins; after a break it is asked.
  async function sendPieces(row) {
    const photo = items.get(row);
    try {
      let offset = photo.asks ? await arrived(photo) : 0;
      photo.asks = true;
      while (items.has(row)) {
        const request = await sendPiece(row, offset);
        const next = Number(request.getResponseHeader("Upload-Offset"));
        if (request.status !== 202 && !(request.status === 409 && next !== offset)) return answered(row, request);
        photo.tries = 0;
        offset = next;
      }
    } catch {
      tryAgain(row);
    }
  }

  async function arrived(photo) {
    const answer = await fetch(`${words.upload}${photo.key}/`, { method: "HEAD", cache: "no-store" });
    if (!answer.ok && answer.status !== 404) throw new Error(answer.status);
    return Number(answer.headers.get("Upload-Offset") ?? 0);
  }

  function sendPiece(row, offset) {
    const photo = items.get(row);
    const { file } = photo;
    const piece = file.slice(offset, offset + PIECE);
    const place = piece.size ? `${offset}-${offset + piece.size - 1}` : "*";
    return new Promise((resolve, reject) => {
      const request = opened(photo, "PUT", `${words.upload}${photo.key}/?name=${encodeURIComponent(photo.name)}`);
      request.setRequestHeader("Content-Range", `bytes ${place}/${file.size}`);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", ({ loaded }) => progress(row, (offset + loaded) / file.size));
      request.addEventListener("load", () => resolve(request));
      for (const fault of ["error", "timeout", "abort"]) request.addEventListener(fault, reject);
      request.send(piece);
    });
  }

  function answered(row, request) {
    if (!items.has(row)) return;
    if (LATER.includes(request.status)) return tryAgain(row);
    const answer = parsed(request.responseText);
    if (request.status === 200 && answer) accept(row, answer);
    else if (request.status === 413) refuse(row, words.heavy);
    else if (request.status === 400) refuse(row, answer?.error ?? words.failed);
    else show(row, "failed", request.status === 403 ? words.expired : (answer?.error ?? words.failed));
    next();
  }

  function accept(row, answer) {
    show(row, "sent");
    setTimeout(() => preview(row), 1500);
    if (answer.lat !== null) {
      const detail = { lat: answer.lat, lon: answer.lon };
      field.dispatchEvent(new CustomEvent("photo-located", { bubbles: true, detail }));
    }
  }

  // For good: sending the same file again would end the same way.
  function refuse(row, why) {
    items.get(row).final = true;
    show(row, "failed", why);
  }

  function tryAgain(row) {
    const photo = items.get(row);
    if (!photo) return;
    if (navigator.onLine) photo.tries += 1; // else it waits for "online"
    if (photo.tries > TRIES) {
      photo.cut = true; // as soon as the network is said to be back, it goes on by itself
      show(row, "failed");
    } else {
      photo.pause = true;
      show(row, "waiting", words.again);
      if (navigator.onLine) setTimeout(() => resume(photo), 500 * 2 ** photo.tries);
    }
    next();
  }

  function resume(photo) {
    photo.pause = false;
    next();
  }

  // --- What is done with each -----------------------------------------------------------------------------------
  const acts = {
    earlier: (row) => row.previousElementSibling?.before(row),
    later: (row) => row.nextElementSibling?.after(row),
    again: (row) => Object.assign(items.get(row), { tries: 0 }) && show(row, "waiting"),
    remove,
  };

  function remove(row) {
    const photo = items.get(row);
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    photo.request?.abort();
    items.delete(row);
    row.remove();
    URL.revokeObjectURL(row.querySelector("img").src);
    // It may have arrived although its answer was lost: whatever was tried, and not refused, is taken back.
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    if ((photo.request || !photo.file) && !photo.final && !photo.view) fetch(`${words.upload}${photo.key}/remove/`, { method: "POST", headers }).catch(() => {});
    (neighbour?.querySelector("[data-act=remove]") ?? field.querySelector(".photo-choose input")).focus();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    const row = button?.closest("li");
    if (!row) return;
    const { name } = items.get(row);
    warn("");
    acts[button.dataset.act](row);
    arrange();
    if (button.dataset.act === "remove") tell(`${name}${words.colon} ${words.removed}`);
    else if (button.dataset.act !== "again") tell(`${name}${words.colon} ${words.moved}, ${[...list.children].indexOf(row) + 1}/${items.size}`);
    if (button.isConnected) (button.disabled ? row.querySelector("[data-act=remove]") : button).focus();
    next();
  });

  // By its grip, or anywhere with a mouse; the buttons do the same.
  list.addEventListener("pointerdown", (event) => {
    const held = event.target.closest(event.pointerType === "mouse" ? ".photo-pick-view" : "[data-grip]");
    const row = held?.closest(".photo-pick");
    if (!row || event.button || items.size < 2) return;
    event.preventDefault();
    held.setPointerCapture(event.pointerId);
    const move = ({ clientX, clientY }) => drag(row, document.elementFromPoint(clientX, clientY)?.closest(".photo-pick"));
    const drop = () => {
      held.removeEventListener("pointermove", move);
      row.removeAttribute("data-dragged");
      arrange();
      tell(`${items.get(row)?.name}${words.colon} ${words.moved}, ${[...list.children].indexOf(row) + 1}/${items.size}`);
    };
    row.setAttribute("data-dragged", "");
    held.addEventListener("pointermove", move);
    held.addEventListener("lostpointercapture", drop, { once: true });
  });

  function drag(row, over) {
    if (!over || over === row || over.parentNode !== list) return;
    const rows = [...list.children];
    rows.indexOf(over) < rows.indexOf(row) ? over.before(row) : over.after(row);
  }

  // --- The form waits for its photos -----------------------------------------------------------------------------
  const leaving = () => [...items.values()].some(({ state }) => state === "waiting" || state === "sending");
  const stuck = () => [...items.values()].some(({ state }) => state === "failed");

  form.addEventListener(
    "submit",
    (event) => {
      if (!leaving() && !stuck()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      held = leaving() ? { button: event.submitter } : null;
      tell(held ? words.finishing : "");
      warn(held ? "" : words.stuck);
      if (!held) field.scrollIntoView({ block: "center" });
    },
    { capture: true },
  );

  function release() {
    if (!held || leaving()) return;
    const { button } = held;
    held = null;
    if (stuck()) warn(words.stuck);
    else form.requestSubmit(button);
  }

  // The page sent the form by itself and goes on with an empty one.
  form.addEventListener("reset", () => {
    lost = [];
    items.clear();
    list.replaceChildren();
    remember();
    tell("");
    warn("");
  });

  window.addEventListener("online", () => {
    for (const [row, photo] of items) {
      photo.pause = false;
      if (photo.state === "failed" && photo.cut) show(row, "waiting", words.again);
      photo.cut = false;
      photo.tries = 0;
    }
    next();
  });

  // --- Begin -----------------------------------------------------------------------------------------------------
  const kept = [...list.children].map(({ dataset: { photo: key, ...more } }) => ({ key, ...more })); // name, alt, view
  lost = parsed(sessionStorage.getItem(interrupted)) ?? [];
  list.replaceChildren();
  for (const photo of kept) {
    const row = add({ ...photo, state: "sent", tries: 0 });
    if (photo.view) row.querySelector("img").src = photo.view; // the post's own already
    else preview(row);
  }
  tell("");
  if (lost.length) warn(`${lost.map(({ name }) => name).join(", ")}${words.colon} ${words.againChoose}`);
  if (!kept.length) recall().then(() => (begun = { keys: arrivedKeys() }));
  else begun = { keys: arrivedKeys() };
  const plain = field.querySelector("input[type=file]");
  plain.replaceWith(field.querySelector("[data-photo-choose]").content.cloneNode(true));
  for (const input of field.querySelectorAll(".photo-choose input")) {
    if (input.multiple) Object.assign(input, { accept: plain.accept, id: "photos" });
    input.addEventListener("change", () => {
      choose([...input.files]);
      input.value = "";
    });
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Where the page is not served over HTTPS, randomUUID is missing.
function madeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
