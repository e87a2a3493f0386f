// Addresses found while one types: [data-address-search] in a form; the answers stand below as buttons to press.
// The choice goes into the form's map ("place-set") and its lat and lon inputs. Without this, the form itself searches.
const WAIT = 300; // milliseconds after the last key
const SHORTEST = 2;

class AddressSearch {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.list = document.createElement("ul");
    this.said = document.createElement("p");
    this.said.className = "field-help";
    this.said.setAttribute("role", "status");
    input.after(this.list, this.said);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.onKey(event));
  }

  later() {
    clearTimeout(this.timer);
    for (const name of ["lat", "lon"]) if (this.form.elements[name]) this.form.elements[name].value = "";
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  onKey(event) {
    if (event.key !== "Enter" || this.form.elements.lat?.value) return;
    event.preventDefault();
    clearTimeout(this.timer);
    this.ask();
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) return this.show([], "");
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const address = `${this.input.dataset.addressSearch || "/places/search/"}?${new URLSearchParams({ q: typed })}`;
      const { results = [], note, error } = await (await fetch(address, { signal: this.asking.signal })).json();
      this.show(results, error || note || "");
    } catch (fault) {
      if (fault.name !== "AbortError") this.show([], "");
    }
  }

  show(results, words) {
    this.said.textContent = words;
    this.list.replaceChildren(...results.map((found) => this.row(found)));
  }

  row(found) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline w-full justify-start text-start h-auto py-2 font-normal";
    button.textContent = found.label;
    button.addEventListener("click", () => this.choose(found));
    const row = document.createElement("li");
    row.className = "mt-1";
    row.append(button);
    return row;
  }

  choose({ label, lat, lon }) {
    this.input.value = label;
    this.show([], "");
    const { lat: latInput, lon: lonInput } = this.form.elements;
    if (latInput) latInput.value = lat;
    if (lonInput) lonInput.value = lon;
    this.form.querySelector("[data-map-picker]")?.dispatchEvent(new CustomEvent("place-set", { detail: { lat, lon } }));
    this.input.focus();
  }
}

for (const input of document.querySelectorAll("[data-address-search]")) new AddressSearch(input);
