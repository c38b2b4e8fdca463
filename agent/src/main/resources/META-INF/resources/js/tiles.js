/** The figures of one target, at a glance. */

import { el, setText } from "./dom.js";
import { costOf, demand, forecast, fullest, loads } from "./facts.js";
import { cost, known, number, percent } from "./format.js";

class Tile {
  constructor(title) {
    this.value = el("span", { class: "value" }, "–");
    this.detail = el("span", { class: "small" });
    this.node = el("div", { class: "tile" }, el("dt", {}, title), el("dd", {}, this.value, this.detail));
  }

  set(value, detail) {
    setText(this.value, value);
    setText(this.detail, detail);
  }
}

export class Tiles {
  constructor() {
    this.load = new Tile("Load, of its target");
    this.needed = new Tile("Servers needed");
    this.forecast = new Tile("Forecast");
    this.ready = new Tile("Servers ready");
    this.bounds = new Tile("Bounds");
    this.cost = new Tile("Cost per hour");
    this.node = el("dl", { class: "tiles" },
      ...[this.ready, this.load, this.needed, this.forecast, this.bounds, this.cost].map(tile => tile.node));
  }

  show(target) {
    const last = target.last;
    this.bounds.set(`${target.min} – ${target.max}`, "servers");
    this.cost.node.hidden = !known(target.price);
    if (!last) return;
    const all = loads(target);
    this.load.set(percent(fullest(target)?.ratio),
      all.map(load => (known(load.load)
        ? `${load.signal} ${number(load.load)} of ${number(load.target)}` : `${load.signal} is not known`)).join(", ")
      || "no signal");
    this.needed.set(number(demand(last)), "by the load now");
    const ahead = forecast(target);
    this.forecast.node.hidden = !ahead;
    if (ahead) {
      this.forecast.set(`${number(ahead.low)} – ${number(ahead.high)}`, `needed in ${ahead.horizon} s`);
    }
    const coming = last.starting ? `${number(last.starting)} starting, ` : "";
    this.ready.set(number(last.ready), `${coming}${number(last.size)} wanted`);
    this.cost.set(cost(costOf(target)), known(target.price) ? `${cost(target.price)} for each server` : "");
  }
}
