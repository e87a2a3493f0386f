// The form of an ad, made quicker: only what its kind asks for, and a category from the words one types.
// The form works without any of this.
const form = document.querySelector("[data-ad]");
const category = form.querySelector("[data-category]");
const title = form.elements.title;
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").toLowerCase();
const stem = (word) => (word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word);
const WAIT = 250; // milliseconds after the last key

function intent() {
  return form.dataset.ad || form.querySelector("[name=intent]:checked")?.value;
}

function show() {
  const bulky = "bulky" in (category.selectedOptions[0]?.dataset ?? {});
  for (const part of form.querySelectorAll("[data-asked]"))
    part.hidden = !part.dataset.asked.split(" ").includes(intent()) || ("bulky" in part.dataset && !bulky);
}

// The longest ordinary word that stands in the title decides, as on the server (classifieds/suggesting.py).
function suggested() {
  const said = ` ${fold(title.value).split(/[^\p{L}\p{N}_]+/u).filter(Boolean).map(stem).join(" ")} `;
  let best = null;
  for (const option of category.options)
    for (const term of (option.dataset.words ?? "").split("|")) {
      const at = term ? said.indexOf(` ${term} `) : -1;
      if (at < 0 || (best && (term.length < best.length || (term.length === best.length && at >= best.at)))) continue;
      best = { option, length: term.length, at };
    }
  return best?.option;
}

let timer;
let ours = !category.value; // until one has chosen oneself
function suggest() {
  if (!ours) return;
  const found = suggested();
  category.value = found?.value ?? "";
  show();
}

title.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, WAIT);
});
category.addEventListener("change", () => {
  ours = !category.value;
  show();
});
form.addEventListener("change", ({ target }) => target.name === "intent" && show());
if (title.value) suggest();
show();
