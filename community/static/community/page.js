// What every page can do: its appearance, messages that go away, dialogs, sharing, times in words.
import { startTheme } from "./theme.js";
import { startToasts } from "./toast.js";
import { startTimes } from "./times.js";
import { startShare } from "./share.js";

startTheme();
startToasts();
startTimes();
startShare();

// <button data-dialog="some-id"> opens that dialog; the dialog's own cross and Escape close it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});

// The menu of a notification: elsewhere or Escape closes it.
const open = () => document.querySelector(".note-menu[open]");
document.addEventListener("click", (event) => {
  if (open() && !open().contains(event.target)) open().open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && open();
  if (menu) (menu.open = false), menu.querySelector("summary").focus();
});

// A form that came back with errors says so first.
document.querySelector("[data-focus]")?.focus();
