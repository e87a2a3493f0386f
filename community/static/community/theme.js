// Light, dark, or as the device says. The choice is kept in a cookie that the server reads, so that no page flashes.
const YEAR = 365 * 24 * 3600;

function wear(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  document.dispatchEvent(new CustomEvent("theme-changed"));
}

function keep(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; SameSite=Lax${secure}`;
}

export function isDark() {
  return getComputedStyle(document.documentElement).colorScheme === "dark";
}

export function startTheme() {
  wear(document.documentElement.dataset.theme ?? "");
  document.getElementById("theme-menu")?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    keep(button.dataset.themeChoice);
    wear(button.dataset.themeChoice);
    button.closest("[popover]").hidePopover();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    document.dispatchEvent(new CustomEvent("theme-changed")),
  );
}
