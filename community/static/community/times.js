// <time datetime="…" data-ago> reads "il y a 3 minutes" while it is recent; the server's date stays as its title.
const STEPS = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86400, "hour", 3600],
  [7 * 86400, "day", 86400],
];

function ago(then, words) {
  const seconds = Math.round((then - Date.now()) / 1000);
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  return step && words.format(Math.trunc(seconds / step[2]), step[1]);
}

/** Put the times inside `root` in words; call it for what arrives later, too. */
export function tellTimes(root = document) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "fr", { numeric: "auto" });
  for (const time of root.querySelectorAll("time[data-ago]")) {
    time.title ||= time.textContent;
    time.textContent = ago(Date.parse(time.dateTime), words) ?? time.title;
  }
}

export function startTimes() {
  tellTimes();
  setInterval(() => tellTimes(), 60_000);
  document.addEventListener("htmx:afterSwap", (event) => tellTimes(event.target));
}
