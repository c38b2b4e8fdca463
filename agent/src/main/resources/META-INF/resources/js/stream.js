/**
 * The agent's events. They are read with fetch and not with EventSource, which hides the heartbeats that tell a quiet
 * agent from one that is gone.
 */

const SILENCE_MS = 25_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 5_000;

/** Splits a stream of text into events and gives each to {@code event(name, data)}. */
export function parser(event) {
  let rest = "";
  return text => {
    const blocks = (rest + text.replaceAll("\r", "")).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      let name = "message";
      const data = [];
      for (const line of block.split("\n")) {
        const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
        if (field === "event") name = value;
        if (field === "data") data.push(value);
      }
      if (data.length) event(name, data.join("\n"));
    }
  };
}

async function listen(path, heard, opened, event) {
  const abort = new AbortController();
  let watchdog;
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
    heard();
  };
  try {
    watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
    const answer = await fetch(path, {
      cache: "no-store",
      headers: { Accept: "text/event-stream" },
      signal: abort.signal,
    });
    if (!answer.ok) throw new Error(`the agent answered ${answer.status} to ${path}`);
    alive();
    await opened();
    const parse = parser(event);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      parse(value);
    }
  } finally {
    clearTimeout(watchdog);
    abort.abort();
  }
}

/**
 * Listens for ever. {@code on.opened} is awaited after each new connection, {@code on.event} is told each event, and
 * {@code on.gone} the time of the last sign of life whenever a connection fails or falls silent.
 */
export async function follow(path, on) {
  let last = Date.now();
  let retry = FIRST_RETRY_MS;
  for (;;) {
    try {
      await listen(path, () => { last = Date.now(); }, async () => {
        await on.opened();
        retry = FIRST_RETRY_MS;
      }, on.event);
    } catch (broken) {
      console.info("no events:", broken.message);
    }
    on.gone(last);
    await new Promise(resolve => { setTimeout(resolve, retry); });
    retry = Math.min(retry * 2, LAST_RETRY_MS);
  }
}
