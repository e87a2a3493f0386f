// Copy the link, open the device's own sheet, print. The link itself stands in the page for everyone else.
import { toast } from "./toast.js";

async function copy(box) {
  const field = box.querySelector("input");
  try {
    await navigator.clipboard.writeText(box.dataset.url);
    toast(box.dataset.copied, "success");
  } catch {
    field.focus();
    field.select(); // no clipboard here (plain http): the words are ready to be copied by hand
  }
}

const ACTS = {
  "[data-share-copy]": copy,
  "[data-share-print]": () => print(),
  "[data-share-sheet]": (box) => navigator.share({ title: box.dataset.title, url: box.dataset.url }).catch(() => {}),
};

export function startShare() {
  if (navigator.share)
    for (const button of document.querySelectorAll("[data-share-sheet]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(ACTS)) {
      const box = event.target.closest?.(selector)?.closest("[data-share]");
      if (box) act(box);
    }
  });
}
