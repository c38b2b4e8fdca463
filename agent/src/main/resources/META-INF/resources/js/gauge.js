/** One bar that tells supply and demand: servers ready, starting and wanted against the load, its forecast and the bounds. */

import { el, setHidden } from "./dom.js";
import { demand, forecast } from "./facts.js";
import { known, number } from "./format.js";

// A bound that is far beyond what is used would press everything else to the left edge.
const MOST_ROOM = 4;
const LEAST_ROOM = 1.15;

const PARTS = ["allowed", "ready", "starting", "band", "demand", "wanted", "min"];

export class Gauge {
  #parts = Object.fromEntries(PARTS.map(part => [part, el("i", { class: part })]));

  constructor() {
    this.node = el("div", { class: "gauge", role: "img" }, ...PARTS.map(part => this.#parts[part]));
  }

  show(target) {
    const last = target.last;
    if (!last) return;
    const ready = last.ready || 0;
    const coming = last.starting || 0;
    const needed = demand(last);
    const ahead = forecast(target);
    const used = Math.max(ready + coming, last.size, needed || 0, ahead?.high || 0, target.min, 1);
    const top = Math.max(used * LEAST_ROOM, Math.min(target.max, used * MOST_ROOM));

    const place = (part, from, to) => {
      const node = this.#parts[part];
      const nothing = !known(from) || (part !== "band" && from === to);
      setHidden(node, nothing);
      if (nothing) return;
      node.style.left = `${(100 * from) / top}%`;
      if (known(to)) node.style.width = `${(100 * Math.max(0, Math.min(to, top) - from)) / top}%`;
    };
    place("allowed", 0, target.max);
    place("ready", 0, ready);
    place("starting", ready, ready + coming);
    place("band", ahead?.low, ahead?.high);
    place("demand", needed);
    place("wanted", last.size);
    place("min", target.min > 0 ? target.min : undefined);
    this.node.setAttribute("aria-label", describe(target, needed));
  }
}

function describe(target, needed) {
  const last = target.last;
  const parts = [
    `${number(last.ready)} servers ready`,
    `${number(last.starting)} starting`,
    `${number(last.size)} wanted`,
    `the load needs ${number(needed)}`,
  ];
  const ahead = forecast(target);
  if (ahead) parts.push(`forecast ${number(ahead.low)} to ${number(ahead.high)}`);
  parts.push(`allowed ${target.min} to ${target.max}`);
  return parts.join(", ");
}

/** What the parts of the bar mean. */
export function legend() {
  const entry = (part, text) => el("span", {}, el("i", { class: `key ${part}` }), text);
  return el("p", { class: "legend", "aria-hidden": "true" },
    entry("ready", "ready"),
    entry("starting", "starting"),
    entry("demand", "needed now"),
    entry("band", "forecast"),
    entry("wanted", "wanted"),
    entry("min", "min"));
}
