/** Why the size is what it is: in a sentence, what held it back, and the whole way from signals to size on demand. */

import { el, setClass, setHidden, setText } from "./dom.js";
import { level, modeText, problems, TONES } from "./facts.js";
import { count, moment, span, zoneOf } from "./format.js";
import { nowOf } from "./store.js";

export class Why {
  #limits = "";
  #story = "";

  constructor() {
    this.size = el("strong");
    this.text = el("span");
    this.code = el("code", { class: "code" });
    this.faults = el("ul", { class: "faults" });
    this.limits = el("ul", { class: "limits" });
    this.steps = el("ol");
    this.story = el("details", { class: "story" }, el("summary", {}, "How this came about"), this.steps);
    this.node = el("section", { class: "why card", "aria-label": "Why" },
      el("p", { class: "verdict" }, this.size, this.text, this.code),
      this.faults, this.limits, this.story);
  }

  show(target) {
    const last = target.last;
    setClass(this.node, `why card ${last ? TONES[level(target)] : "waiting"}`);
    if (!last) {
      setText(this.size, "Waits for its first round");
      for (const part of [this.code, this.faults, this.limits, this.story]) setHidden(part, true);
      return;
    }
    setHidden(this.code, false);
    setText(this.size, verdict(last));
    setText(this.text, last.text);
    setText(this.code, last.reason);
    this.#list(this.faults, problems(target));
    const zone = zoneOf(target);
    const now = nowOf(target);
    const limits = (last.limits || []).map(limit => limitText(limit, last.reason, now, zone));
    if (last.mode !== "ACT") limits.push(`Nothing is written: ${last.hold || modeText(last.mode)}`);
    if (limits.join() !== this.#limits) {
      this.#limits = limits.join();
      this.#list(this.limits, limits);
    }
    const story = last.story || [];
    setHidden(this.story, story.length === 0);
    if (story.join() !== this.#story) {
      this.#story = story.join();
      this.#list(this.steps, story);
    }
  }

  #list(node, texts) {
    setHidden(node, texts.length === 0);
    node.replaceChildren(...texts.map(text => el("li", {}, text)));
  }
}

function verdict(last) {
  if (last.servers === undefined || last.servers === last.size) return `Stay at ${count(last.size, "server")}`;
  return `${last.servers} → ${count(last.size, "server")}`;
}

/** What a limit did, and why unless that is the decision's own reason, which is told beside it. */
export function limitText(limit, reason, now, zone) {
  let text = `${limit.from} → ${limit.to}`;
  if (limit.reason !== reason) text += ` since ${limit.text}`;
  if (limit.until) {
    const until = Date.parse(limit.until);
    text += `, until ${moment(until, now, zone)}`;
    if (until > now) text += ` (in ${span((until - now) / 1000)})`;
  }
  return text;
}
