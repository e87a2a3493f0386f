// Suggestions while one types: [data-suggest] (the address that answers {suggestions: [{label, url, sort}]}) becomes a
// combobox with a list below it (ARIA 1.2). Without this, or without an answer, the form searches as it is.
// Where they have `fill` instead of `url`, the chosen one is written in the field, after those before its last comma.
const WAIT = 200; // milliseconds after the last key
const SHORTEST = 2;

let boxes = 0;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.known = new Map();
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++boxes}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestLabel);
    this.said = document.createElement("p");
    this.said.className = "sr-only";
    this.said.setAttribute("role", "status");
    input.closest(".suggest-box").append(this.list, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    }))
      input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // or the blur closes it first
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  typed() {
    const value = this.input.value;
    return ("suggestSeveral" in this.input.dataset ? value.split(/[,;]/).pop() : value).trim();
  }

  async ask() {
    const typed = this.typed();
    if (typed.length < SHORTEST) return this.close();
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      if (!this.known.has(typed)) {
        const address = `${this.input.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
        const answer = await fetch(address, { signal: this.asking.signal });
        if (!answer.ok) return this.close();
        this.known.set(typed, (await answer.json()).suggestions);
      }
      if (document.activeElement === this.input && this.typed() === typed) this.show(this.known.get(typed));
    } catch (fault) {
      if (fault.name !== "AbortError") this.close();
    }
  }

  show(found) {
    if (!found.length) return this.close();
    this.list.replaceChildren(...found.map((one, number) => this.option(one, number)));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = this.input.dataset.suggestCount.replace("{count}", found.length);
  }

  option({ label, url, sort, fill }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    if (fill) option.dataset.fill = fill;
    else option.dataset.url = url;
    const words = document.createElement("span");
    words.textContent = label;
    const kind = document.createElement("small");
    kind.textContent = sort;
    option.append(words, " ", kind);
    return option;
  }

  onKey(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.ask();
      return;
    }
    const options = [...this.list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) this.choose(options, move > 0 ? at + 1 : at < 0 ? options.length - 1 : at - 1);
    else if (event.key === "Enter" && at >= 0) this.go(options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  // One step beyond either end is the input again, with none chosen.
  choose(options, at) {
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    const chosen = options[at];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  go(option) {
    if (!option) return;
    if (option.dataset.url) return location.assign(option.dataset.url);
    const before = this.input.value.split(/[,;]/).slice(0, -1);
    const several = "suggestSeveral" in this.input.dataset;
    this.input.value = several ? [...before.map((one) => one.trim()), option.dataset.fill, ""].join(", ") : option.dataset.fill;
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.list.replaceChildren();
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
