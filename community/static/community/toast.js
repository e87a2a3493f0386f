// Short messages at the edge of the page, read aloud by screen readers. Errors stay until they are closed.
const READING_MS = 7000;

function box() {
  return document.getElementById("toasts");
}

function leaveLater(note) {
  if (note.matches(".notice-error, .notice-warning")) return;
  let timer = setTimeout(() => note.remove(), READING_MS);
  const stay = () => clearTimeout(timer);
  note.addEventListener("pointerenter", stay);
  note.addEventListener("focusin", stay);
  note.addEventListener("pointerleave", () => (timer = setTimeout(() => note.remove(), READING_MS)));
}

function cross() {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.dismiss = "";
  button.textContent = "×";
  button.setAttribute("aria-label", box().dataset.close);
  return button;
}

/** Say something. level: info, success, warning or error; text is shown as text, never as HTML. */
export function toast(text, level = "info") {
  const note = document.createElement("div");
  note.className = `notice notice-${level}`;
  const words = document.createElement("div");
  words.textContent = text;
  note.append(words, cross());
  box()?.append(note);
  leaveLater(note);
  return note;
}

export function startToasts() {
  for (const note of document.querySelectorAll("[data-toast]")) leaveLater(note);
  box()?.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".notice").remove();
  });
}
