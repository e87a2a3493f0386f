// Nothing typed is lost: a form with [data-draft] keeps its words in the tab until they are published.
const form = document.querySelector("form[data-draft]");
const DRAFT = `parvis.draft.${form.dataset.draft}`;
const fields = [...form.querySelectorAll("input[type=text], textarea")].filter(({ name }) => name && name !== "website");

form.addEventListener("input", () => {
  sessionStorage.setItem(DRAFT, JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value]))));
});

if (fields.every(({ value }) => !value)) {
  const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}");
  for (const field of fields) field.value = kept[field.name] ?? "";
}
