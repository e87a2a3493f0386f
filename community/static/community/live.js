// One WebSocket for the whole page. A frame is a hint: whoever listens must be able to ask the server for what it missed.
const FIRST_WAIT = 500; // ms; doubled after each failure, with chance in it so that a town does not come back at once
const LONGEST_WAIT = 30_000;
const SILENT_AFTER = 90_000; // ms without any frame while the page was asleep: the socket may be dead without knowing it

const listeners = new Map(); // topic -> set of functions
const refused = new Set();
let socket, wait = FIRST_WAIT, timer, heard = Date.now();

const address = () => {
  const url = new URL("/ws/", location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("lang", document.documentElement.lang || "fr");
  return url;
};

function tell(topic, frame) {
  for (const hear of listeners.get(topic) ?? []) hear(frame);
  document.dispatchEvent(new CustomEvent("live", { detail: frame }));
}

function tellAll(kind) {
  for (const topic of listeners.keys()) tell(topic, { topic, kind });
}

function ask(topics) {
  const wanted = topics.filter((topic) => !refused.has(topic));
  if (wanted.length && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ listen: wanted }));
}

function receive(event) {
  heard = Date.now();
  const frame = JSON.parse(event.data);
  if (frame.kind === "listening") {
    wait = FIRST_WAIT;
    for (const topic of frame.topics) tell(topic, { topic, kind: "listening" });
  } else if (frame.topic) {
    if (frame.kind === "refused") refused.add(frame.topic);
    tell(frame.topic, frame);
  }
}

function connect() {
  clearTimeout(timer);
  timer = undefined;
  const mine = (socket = new WebSocket(address()));
  mine.addEventListener("open", () => ask([...listeners.keys()]));
  mine.addEventListener("message", receive);
  mine.addEventListener("close", () => {
    if (mine !== socket) return;
    socket = undefined;
    tellAll("lost");
    comeBack();
  });
}

function comeBack() {
  if (timer || socket || !listeners.size) return;
  timer = setTimeout(connect, wait * (0.5 + Math.random()));
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function now() {
  if (socket?.readyState === WebSocket.OPEN && Date.now() - heard > SILENT_AFTER) socket.close();
  if (!socket) {
    wait = FIRST_WAIT;
    clearTimeout(timer);
    timer = undefined;
    if (listeners.size) connect();
  }
}

addEventListener("online", now);
addEventListener("pageshow", (event) => event.persisted && now());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && now());

/** Hear what is published on a topic: frames {topic, kind, html, …}, and of the line itself the kinds "listening"
 * (nothing more can be missed: fetch what was), "lost" and "refused". Returns a function that stops it.
 * Every frame is also a "live" event of the document, its `detail`: for parts of the page that ask for no topic. */
export function listen(topic, hear) {
  const first = !listeners.has(topic);
  if (first) listeners.set(topic, new Set());
  listeners.get(topic).add(hear);
  if (!socket && !timer) connect();
  else if (first) ask([topic]);
  return () => listeners.get(topic)?.delete(hear);
}
