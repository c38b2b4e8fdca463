/** What the page asks the agent for. */

const PATIENCE_MS = 10_000;

async function get(path) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`the agent answered ${answer.status} to ${path}`);
  return answer.json();
}

export const targets = () => get("api/targets");

/** The decisions of a target, newest first; those before a time if one is given. */
export function decisions(name, limit, before) {
  const query = new URLSearchParams({ limit });
  if (before) query.set("before", before);
  return get(`api/targets/${encodeURIComponent(name)}/decisions?${query}`);
}
