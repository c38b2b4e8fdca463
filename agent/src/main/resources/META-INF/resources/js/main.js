/** Connects the parts: the agent's events fill the store, the address says which view of it is shown. */

import { targets } from "./api.js";
import { el, setHidden, setText } from "./dom.js";
import { span, time } from "./format.js";
import { ListView } from "./list.js";
import { Store } from "./store.js";
import { follow } from "./stream.js";
import { TargetView } from "./target.js";

const REFRESH_MS = 15_000;
const TICK_MS = 1_000;

const store = new Store();
const kept = {};
const main = document.getElementById("main");
const connection = document.getElementById("connection");
const banner = document.getElementById("gone");

let view;
let shown;
let goneSince;

/** What the address asks for; a lone target needs no list. */
function wanted() {
  const match = /^#\/target\/(.*)$/.exec(location.hash);
  if (match) {
    try {
      return decodeURIComponent(match[1]);
    } catch (malformed) {
      return match[1];
    }
  }
  const all = store.all();
  return all.length === 1 ? all[0].name : undefined;
}

function route() {
  const name = wanted();
  const alone = store.all().length === 1;
  const key = JSON.stringify([name, alone]);
  if (key === shown) return;
  const moved = shown !== undefined;
  shown = key;
  view?.close();
  view = name === undefined ? new ListView(store, kept) : new TargetView(store, name, kept, alone);
  document.title = name === undefined ? "Flyball" : `${name} – Flyball`;
  main.replaceChildren(view.node);
  if (moved) main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function refresh() {
  store.replace(await targets());
  route();
}

function showConnection() {
  const gone = goneSince !== undefined;
  connection.className = gone ? "connection lost" : "connection";
  setText(connection, gone ? "agent gone" : store.loaded ? "live" : "connecting");
  document.body.classList.toggle("stale", gone);
  setHidden(banner, !gone);
  if (!gone) return;
  if (!banner.firstChild) banner.append(el("span"), el("span", { "aria-hidden": "true" }), el("span"));
  const [since, ago, then] = banner.children;
  setText(since, `The agent has not answered since ${time(goneSince)}`);
  setText(ago, ` (${span((Date.now() - goneSince) / 1000)})`);
  setText(then, `. ${store.loaded ? "What you see is as it was then. " : ""}It is asked again every few seconds.`);
}

follow("api/events", {
  opened: async () => {
    await refresh();
    goneSince = undefined;
    showConnection();
    view?.reload?.();
  },
  event: (name, data) => {
    if (name !== "decision") return;
    const { target, decision } = JSON.parse(data);
    if (!store.decided(target, decision)) refresh().catch(later => console.info(later.message));
  },
  gone: last => {
    goneSince ??= last;
    showConnection();
  },
});

// Bounds, holds and the targets themselves can change without a decision.
setInterval(() => {
  if (goneSince === undefined) refresh().catch(later => console.info(later.message));
}, REFRESH_MS);
setInterval(() => {
  if (goneSince !== undefined) showConnection();
}, TICK_MS);

addEventListener("hashchange", route);
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (view?.key(event)) event.preventDefault();
});
route();
showConnection();
