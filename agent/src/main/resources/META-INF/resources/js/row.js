/** One target in the list. Its name is always there; the rest is made when the row is first seen, and kept up while it is. */

import { badgeKey, badges } from "./badges.js";
import { el, setClass, setHidden, setText } from "./dom.js";
import { costOf, fullest, level, problems, TONES } from "./facts.js";
import { cost, number, percent } from "./format.js";
import { Gauge } from "./gauge.js";

export const link = name => `#/target/${encodeURIComponent(name)}`;

export class Row {
  seen = false;
  #filled = false;
  #key = "";

  constructor(name) {
    this.name = name;
    this.anchor = el("a", { class: "name", href: link(name) }, name);
    this.node = el("li", { class: "row" }, el("div", { class: "who" }, this.anchor));
    this.node.row = this;
  }

  show(target) {
    if (!this.seen || !target) return;
    if (!this.#filled) this.#fill();
    const last = target.last;
    setText(this.resource, target.resource);
    const key = badgeKey(target);
    if (key !== this.#key) {
      this.#key = key;
      this.badges.replaceChildren(...badges(target));
    }
    setClass(this.node, `row ${last ? TONES[level(target)] : "waiting"}`);
    if (!last) {
      setText(this.reason, "waits for its first round");
      return;
    }
    this.node.dataset.at = last.at;
    const load = fullest(target);
    setText(this.load, load ? percent(load.ratio) : "–");
    setClass(this.load, load && load.ratio > 1.1 ? "big above" : "big");
    setText(this.loadOf, load ? `${load.signal} ${number(load.load)} of ${number(load.target)}` : "no signal");
    setText(this.servers, number(last.ready));
    setText(this.starting, last.starting ? `+${number(last.starting)}` : "");
    setText(this.wanted, `${last.size === last.servers ? "" : `→ ${number(last.size)} · `}${target.min}–${target.max}`);
    this.gauge.show(target);
    setHidden(this.cost.parentNode, costOf(target) === undefined);
    setText(this.cost, cost(costOf(target)));
    setText(this.reason, problems(target)[0] || last.text);
    setText(this.code, last.reason);
  }

  #fill() {
    this.#filled = true;
    this.badges = el("span", { class: "badges" });
    this.resource = el("span", { class: "resource" });
    this.load = el("span", { class: "big" });
    this.loadOf = el("span", { class: "small" });
    this.servers = el("span", { class: "big" });
    this.starting = el("span", { class: "coming" });
    this.wanted = el("span", { class: "small" });
    this.gauge = new Gauge();
    this.cost = el("span", { class: "big" });
    this.reason = el("span", { class: "reason" });
    this.code = el("code", { class: "small" });
    this.node.firstChild.append(this.badges, this.resource);
    this.node.append(
      el("div", { class: "load" }, this.load, this.loadOf),
      el("div", { class: "servers" }, el("span", {}, this.servers, this.starting), this.wanted),
      el("div", { class: "fleet" }, this.gauge.node),
      el("div", { class: "because" }, this.reason, this.code),
      el("div", { class: "cost" }, this.cost, el("span", { class: "small unit" }, "per hour")));
  }
}
