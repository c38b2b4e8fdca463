/** The decisions of one target, newest first. Those that repeat the one before are one row. */

import { decisions as ask } from "./api.js";
import { el, setHidden, setText } from "./dom.js";
import { modeText } from "./facts.js";
import { moment, number, zoneOf } from "./format.js";
import { nowOf } from "./store.js";
import { limitText } from "./why.js";

const MORE = 100;
const ROWS = 40;

const moved = decision => decision.servers !== undefined && decision.servers !== decision.size;
const kind = decision => [decision.reason, decision.size, decision.servers, decision.mode].join(" ");

export class Decisions {
  #target;
  #known = [];
  #most = ROWS;

  constructor(target, loaded) {
    this.#target = target;
    this.loaded = loaded;
    this.body = el("tbody");
    this.only = el("input", { type: "checkbox", id: "changes", onchange: () => this.#render() });
    this.more = el("button", { type: "button", class: "quiet", onclick: () => this.#older() }, "Show older");
    this.note = el("p", { class: "note", role: "status" });
    this.node = el("section", { class: "card decisions", "aria-label": "Decisions" },
      el("div", { class: "tools" },
        el("h2", {}, "Decisions"),
        el("label", { for: "changes" }, this.only, "changes only")),
      el("table", {},
        el("thead", {}, el("tr", {},
          ...["Time", "Servers", "Why"].map(text => el("th", { scope: "col" }, text)))),
        this.body),
      this.note, this.more);
  }

  /** Shows decisions, newest first. */
  show(target, decisions) {
    this.#target = target;
    this.#known = decisions;
    this.#render();
  }

  fail(message) {
    setText(this.note, message);
  }

  #render() {
    const rows = [];
    let before;
    for (const decision of this.#known) {
      if (this.only.checked && !moved(decision)) continue;
      if (before && kind(before) === kind(decision)) continue;
      before = decision;
      rows.push(this.#row(decision));
      if (rows.length === this.#most) break;
    }
    this.body.replaceChildren(...rows);
    const nothing = this.only.checked && this.#known.length ? "The size has not changed." : "No decision yet.";
    setText(this.note, rows.length ? "" : nothing);
  }

  #row(decision) {
    const zone = zoneOf(this.#target);
    const now = nowOf(this.#target);
    const at = Date.parse(decision.at);
    const mode = modeText(decision.mode);
    const size = moved(decision) ? `${number(decision.servers)} → ${number(decision.size)}` : number(decision.size);
    return el("tr", { class: moved(decision) ? "moved" : undefined },
      el("td", {}, el("time", { datetime: decision.at, title: decision.at }, moment(at, now, zone))),
      el("td", { class: "size" }, size),
      el("td", {},
        el("span", {}, decision.text, " "),
        el("code", { class: "code" }, decision.reason),
        mode ? el("span", { class: "badge mode" }, mode) : undefined,
        el("span", { class: "small" }, seen(decision)),
        ...(decision.limits || []).map(limit => el("span", { class: "small" }, limitText(limit, decision.reason, at, zone)))));
  }

  async #older() {
    const oldest = this.#known.at(-1);
    if (!oldest) return;
    const full = this.body.rows.length === this.#most;
    this.#most += ROWS;
    if (full) {
      this.#render();
      return;
    }
    this.more.disabled = true;
    try {
      const older = await ask(this.#target.name, MORE, oldest.at);
      setHidden(this.more, older.length === 0);
      this.loaded(older);
      if (!older.length) setText(this.note, "The agent keeps nothing older.");
    } catch (failed) {
      this.fail(`What is older could not be read: ${failed.message}.`);
    }
    this.more.disabled = false;
  }
}

/** The part of the decision's line that tells what was seen. */
function seen(decision) {
  const start = decision.line.indexOf(": ");
  return start < 0 ? decision.line : decision.line.slice(start + 2).split("; ").slice(0, 2).join("; ");
}
