// Photos leave while the form is filled: previews, progress, another try when the network fails, order, removal.
// Each photo carries a key made here, so that sending it again is harmless. Without this module the form still works.
const AT_ONCE = 2; // and one alone at first: a visitor's session begins with its answer
const TRIES = 5;
const LATER = [408, 500, 502, 503, 504];

for (const field of document.querySelectorAll("[data-photo-field]")) start(field);

function start(field) {
  const form = field.closest("form");
  const list = field.querySelector("[data-photo-list]");
  const said = field.querySelector("[data-photo-said]");
  const warned = field.querySelector("[data-photo-warned]");
  const words = field.dataset;
  const memory = `parvis-photos:${location.pathname}`;
  const items = new Map(); // <li> → {key, file, state: waiting | sending | sent | failed, name}
  let held = null; // {button} that sent the form while photos were still leaving

  // --- What is seen ----------------------------------------------------------------------------------------------
  function add(photo) {
    const row = field.querySelector("[data-photo-item]").content.firstElementChild.cloneNode(true);
    list.append(row);
    items.set(row, photo);
    row.querySelector("[data-name]").textContent = photo.name;
    for (const button of row.querySelectorAll("[data-act]")) button.title = button.dataset.label;
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
    const key = row.querySelector("input");
    key.value = photo.key;
    key.disabled = state !== "sent";
    if (state === "sent" || state === "failed") tell(held ? words.finishing : `${photo.name} : ${why ?? words[state]}`);
    arrange();
  }

  function arrange() {
    const rows = [...items.keys()];
    [...list.children].forEach((row, place) => {
      const name = `${place + 1}, ${items.get(row)?.name}`;
      for (const button of row.querySelectorAll("[data-act]")) button.setAttribute("aria-label", `${button.dataset.label} : ${name}`);
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
    const sent = [...list.children].map((row) => items.get(row)).filter((photo) => photo?.state === "sent");
    sessionStorage.setItem(memory, JSON.stringify(sent.map(({ key, name }) => ({ key, name }))));
  }

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
    const room = Number(words.most) - items.size;
    for (const file of files.slice(0, room)) {
      const row = add({ key: crypto.randomUUID?.() ?? madeKey(), file, name: file.name, state: "waiting", tries: 0 });
      if (file.size > Number(words.heaviest)) refuse(row, words.heavy);
    }
    warn(files.length > room ? words.many : "");
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
    const photo = items.get(row);
    const body = new FormData();
    body.append("key", photo.key);
    body.append("photo", photo.file, photo.name);
    const request = (photo.request = new XMLHttpRequest());
    request.open("POST", words.upload);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.timeout = 300_000;
    request.upload.addEventListener("progress", ({ loaded, total }) => (row.querySelector("progress").value = loaded / total));
    request.addEventListener("load", () => answered(row, request));
    for (const lost of ["error", "timeout"]) request.addEventListener(lost, () => tryAgain(row));
    show(row, "sending");
    request.send(body);
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
    photo.tries += 1;
    if (photo.tries > TRIES) show(row, "failed");
    else {
      photo.pause = true;
      show(row, "waiting", words.again);
      setTimeout(() => resume(photo), 500 * 2 ** photo.tries);
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
    if ((photo.request || !photo.file) && !photo.final) fetch(`${words.upload}${photo.key}/remove/`, { method: "POST", headers }).catch(() => {});
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
    if (button.dataset.act === "remove") tell(`${name} : ${words.removed}`);
    else if (button.dataset.act !== "again") tell(`${name} : ${words.moved}, ${[...list.children].indexOf(row) + 1}/${items.size}`);
    if (button.isConnected) (button.disabled ? row.querySelector("[data-act=remove]") : button).focus();
    next();
  });

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
    items.clear();
    list.replaceChildren();
    remember();
    tell("");
    warn("");
  });

  window.addEventListener("online", () => {
    for (const photo of items.values()) photo.pause = false;
    next();
  });

  // --- Begin -----------------------------------------------------------------------------------------------------
  const kept = [...list.children].map(({ dataset }) => ({ key: dataset.photo, name: dataset.name }));
  list.replaceChildren();
  for (const photo of kept) preview(add({ ...photo, state: "sent", tries: 0 }));
  tell("");
  if (!kept.length) recall();
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
