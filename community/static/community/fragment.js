// A part of a page, as the server draws it; null where it has none to give.
export async function fragment(address, options = {}) {
  const headers = { "X-Requested-With": "fetch", ...options.headers };
  const answer = await fetch(address, { ...options, headers });
  return answer.ok || answer.status === 400 ? answer.text() : null;
}
