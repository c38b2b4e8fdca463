/** One target: why it has its size, its figures, the chart, and its decisions. */

import { decisions as ask } from "./api.js";
import { badgeKey, badges } from "./badges.js";
import { TargetChart } from "./chart.js";
import { Decisions } from "./decisions.js";
import { el, setHidden, setText } from "./dom.js";
import { number, shortTime, zoneOf } from "./format.js";
import { Gauge, legend } from "./gauge.js";
import { nowOf } from "./store.js";
import { Tiles } from "./tiles.js";
import { Why } from "./why.js";

const FIRST = 500;
const MOST = 5_000;

export class TargetView {
  #store;
  #stop;
  #list = [];
  #badges = "";
  #built = false;

  constructor(store, name, kept, alone) {
    this.#store = store;
    this.name = name;
    this.kept = kept;
    this.back = el("a", { class: "back", href: "#/", hidden: alone }, "‹ All targets");
    this.note = el("p", { class: "empty" }, "Asking the agent…");
    this.node = el("article", { class: "target" }, this.back, this.note);
    this.#stop = store.listen(names => { if (names.has(name) || !this.#built) this.#update(); });
    this.#update();
    this.reload();
  }

  close() {
    this.#stop();
    this.chart?.close();
  }

  key(event) {
    if (event.key !== "Escape" || this.back.hidden) return false;
    location.hash = "#/";
    return true;
  }

  /** Asks for what happened, at first and whenever the connection is back. */
  async reload() {
    if (!this.#store.get(this.name)) return;
    try {
      this.#take(await ask(this.name, FIRST));
      this.#details();
    } catch (failed) {
      this.decisions?.fail(`The decisions could not be read: ${failed.message}.`);
    }
  }

  #take(decisions) {
    const byTime = new Map([...this.#list, ...decisions].map(decision => [decision.at, decision]));
    this.#list = [...byTime.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MOST);
  }

  #update() {
    const target = this.#store.get(this.name);
    setHidden(this.note, Boolean(target) || this.#built);
    if (!target) {
      if (this.#store.loaded) {
        setHidden(this.note, false);
        setText(this.note, `No target is called “${this.name}”.`);
        this.back.hidden = false;
      }
      return;
    }
    const built = !this.#built;
    if (built) this.#build(target);
    const key = badgeKey(target);
    if (key !== this.#badges) {
      this.#badges = key;
      this.badges.replaceChildren(...badges(target));
    }
    setText(this.resource, target.resource);
    setHidden(this.made, !target.simulated);
    setText(this.made, `This endpoint is simulated: its load is made up, and nothing real is scaled. `
      + (target.speed === 1 ? "" : `Its time runs ${number(target.speed)} times faster than life; `)
      + `it is ${shortTime(nowOf(target), "UTC")} there.`);
    setText(this.zone, `Times are ${zoneOf(target) || Intl.DateTimeFormat().resolvedOptions().timeZone}.`);
    this.node.classList.toggle("unforecast", !target.last?.forecast);
    this.why.show(target);
    this.tiles.show(target);
    this.gauge.show(target);
    if (target.last && target.last.at !== this.#list[0]?.at) this.#take([target.last]);
    else if (!built) return;
    this.#details();
  }

  #details() {
    const target = this.#store.get(this.name);
    if (!target || !this.#built) return;
    this.decisions.show(target, this.#list);
    this.chart.show(target, this.#list);
  }

  #build(target) {
    this.#built = true;
    this.badges = el("span", { class: "badges" });
    this.resource = el("p", { class: "resource" });
    this.made = el("p", { class: "made" });
    this.zone = el("p", { class: "note" });
    this.why = new Why();
    this.tiles = new Tiles();
    this.gauge = new Gauge();
    this.chart = new TargetChart(target, this.kept);
    this.decisions = new Decisions(target, older => {
      this.#take(older);
      this.#details();
    });
    this.node.append(
      el("header", { class: "title" }, el("h1", {}, target.name), this.badges, this.resource),
      this.made,
      this.why.node,
      el("section", { class: "card", "aria-label": "Now" }, this.tiles.node, this.gauge.node, legend()),
      this.chart.node,
      this.decisions.node,
      this.zone);
  }
}
