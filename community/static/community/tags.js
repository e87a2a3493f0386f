// Tags as one types: [data-tags] is a plain field of words between commas; tags that others used are offered below it.
const WAIT = 200; // milliseconds after the last key

class Tags {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.className = "mt-1 flex flex-wrap gap-2";
    input.after(this.list);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => event.key === "Escape" && this.show([]));
  }

  get words() {
    return this.input.value.split(/[,#;]/).map((word) => word.trim());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const last = this.words.at(-1);
    if (!last) return this.show([]);
    const answer = await fetch(`/tags/?${new URLSearchParams({ q: last })}`).catch(() => null);
    if (!answer?.ok || last !== this.words.at(-1)) return;
    const used = this.words.slice(0, -1).map((word) => word.toLowerCase());
    const { tags } = await answer.json();
    this.show(tags.filter(({ name }) => name !== last && !used.includes(name.toLowerCase())));
  }

  show(tags) {
    this.list.replaceChildren(...tags.map((tag) => this.row(tag)));
  }

  row({ name }) {
    const row = document.createElement("li");
    const button = row.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", className: "chip", textContent: name });
    button.addEventListener("click", () => {
      this.input.value = [...this.words.slice(0, -1), name].join(", ") + ", ";
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
      this.show([]);
      this.input.focus();
    });
    return row;
  }
}

for (const input of document.querySelectorAll("[data-tags]")) new Tags(input);
