// The page of a post of any kind: photos appear when they are ready, words that their author changed are read anew.
const page = document.querySelector("[data-post]");
const PARTS = ["post-photos", "post-words"];

async function renew() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) {
    const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && now && old.innerHTML !== now.innerHTML) old.replaceWith(document.adoptNode(now));
  }
}

if (page)
  document.addEventListener("live", ({ detail: frame }) => {
    if (frame.topic !== `post:${page.dataset.post}`) return;
    // A photo may have become ready between the page and its socket.
    const waited = frame.kind === "listening" && document.querySelector("#post-photos .photos-wait");
    if (["photo", "words"].includes(frame.kind) || waited) renew();
  });

// What was just published is no draft any more.
const from = document.referrer && new URL(document.referrer);
if (page && from?.origin === location.origin && from.pathname.endsWith("/new/"))
  sessionStorage.removeItem(`parvis.draft.${from.pathname.split("/")[1].replace(/s$/, "")}`);
