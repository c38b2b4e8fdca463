/** Short labels for what is special about a target. */

import { el } from "./dom.js";
import { modeText } from "./facts.js";
import { shortTime, zoneOf } from "./format.js";

export function badges(target) {
  const list = [];
  if (target.simulated) list.push(el("span", { class: "badge simulated" }, "simulated"));
  const mode = target.last && modeText(target.last.mode);
  if (mode) list.push(el("span", { class: `badge mode ${target.last.mode.toLowerCase()}` }, mode));
  if (target.held) {
    const until = target.held.until ? ` until ${shortTime(Date.parse(target.held.until), zoneOf(target))}` : "";
    list.push(el("span", { class: "badge held" }, `held at ${target.held.servers}${until}`));
  }
  return list;
}

/** What the badges are made of, to tell whether they changed. */
export function badgeKey(target) {
  return JSON.stringify([target.simulated, target.last?.mode, target.held]);
}
