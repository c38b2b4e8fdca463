/** The chart of one target. It follows the time until the reader zooms, and again when asked to. */

import { datasets, options } from "./chartoptions.js";
import { colors } from "./colors.js";
import { el, setHidden } from "./dom.js";
import { forecast } from "./facts.js";
import { count, span, zoneOf } from "./format.js";
import { charts } from "./libraries.js";
import { marks } from "./marks.js";
import { series } from "./series.js";
import { nowOf } from "./store.js";

const MINUTE = 60_000;
const RANGES = [15 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE, 24 * 60 * MINUTE];
const AHEAD = 0.06;
const STEP = 0.25;
// A bound is shown if it is not so far away that it would press the lines flat.
const NEAR = 1.5;

/** One load needs no name in the legend; several do. */
function several(target) {
  const signals = target.setPoints.map(point => point.signal);
  return signals.length > 1 ? signals.map((signal, i) => [`load${i % 3} line`, signal]) : [];
}

export class TargetChart {
  #target;
  #lines;
  #chart;
  #colors = colors();
  #range;
  #zoom;
  #closed = false;

  constructor(target, kept) {
    this.#target = target;
    this.kept = kept;
    this.#range = kept.range || RANGES[1];
    this.canvas = el("canvas", { role: "img", tabindex: "0", onkeydown: event => this.#key(event) });
    this.note = el("p", { class: "note" }, "Loading the chart…");
    this.ranges = RANGES.map(range => el("button", {
      type: "button", "aria-pressed": String(range === this.#range), onclick: () => this.#choose(range),
    }, span(range / 1000).replace(" min", " m").replace("90 m", "1 h").replace("60 m", "1 h")));
    this.live = el("button", { type: "button", class: "live", hidden: true, onclick: () => this.#choose(this.#range) },
      "Back to now");
    this.node = el("section", { class: "card chart", "aria-label": "Chart" },
      el("div", { class: "tools" },
        el("h2", {}, "Servers and load"),
        this.live,
        el("div", { class: "ranges", role: "group", "aria-label": "Time shown" }, ...this.ranges)),
      this.note,
      el("div", { class: "canvas" }, this.canvas),
      el("p", { class: "legend" },
        ...[["ready", "ready"], ["starting", "starting"], ["wanted line", "wanted"], ["demand line", "needed"],
          ["band", "forecast"], ["bound line", "bounds, target"]]
          .concat(several(target))
          .map(([key, text]) => el("span", {}, el("i", { class: `key ${key}` }), text)),
        el("span", { class: "hint" }, "drag to zoom, or Ctrl and the wheel, or + − ← →")));
    this.theme = () => this.#recolor();
    document.addEventListener("theme", this.theme);
  }

  async show(target, decisions) {
    this.#target = target;
    this.#lines = series(target, decisions);
    try {
      await charts();
    } catch (failed) {
      this.note.textContent = `There is no chart: ${failed.message}.`;
      return;
    }
    if (this.#closed) return;
    if (!this.#chart) this.#draw();
    this.#fill();
  }

  close() {
    this.#closed = true;
    this.kept.range = this.#range;
    document.removeEventListener("theme", this.theme);
    this.#chart?.destroy();
  }

  #draw() {
    const view = {
      from: () => this.#zoom?.from ?? this.#now() - this.#range,
      to: () => this.#zoom?.to ?? this.#now() + this.#range * AHEAD,
      now: () => this.#now(),
      zone: () => zoneOf(this.#target),
      bounds: () => this.#target,
      round: i => this.#lines.rounds[i],
      ahead: i => forecast(this.#target, this.#lines.rounds[i]),
      zoomed: (from, to) => this.#zoomTo(from, to),
    };
    this.view = view;
    this.#chart = new window.Chart(this.canvas, {
      type: "line",
      data: { datasets: datasets(this.#colors, this.#lines.loads.map(load => load.signal)) },
      options: options(this.#colors, view),
      plugins: [marks(() => this.#colors, view)],
    });
  }

  #fill() {
    for (const set of this.#chart.data.datasets) {
      set.data = this.#lines[set.key] || this.#lines.loads.find(load => set.key === `load ${load.signal}`)?.points || [];
    }
    const { rounds } = this.#lines;
    const { max } = this.#target;
    const used = Math.max(0, ...rounds.map(round => Math.max(round.size, round.ready || 0)));
    this.#chart.options.scales.servers.suggestedMax = max <= NEAR * used ? max : undefined;
    setHidden(this.note, rounds.length > 1);
    this.note.textContent = rounds.length ? "The lines begin with the second decision." : "No decision yet.";
    this.canvas.setAttribute("aria-label", `Servers and load over time, ${count(rounds.length, "decision")};`
      + " the list of decisions below tells the same. Plus and minus zoom, the arrows move, 0 goes back to now.");
    this.#look();
  }

  #look() {
    if (!this.#chart) return;
    this.#chart.options.scales.x.min = this.view.from();
    this.#chart.options.scales.x.max = this.view.to();
    this.#chart.update("none");
    setHidden(this.live, !this.#zoom);
    this.ranges.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(!this.#zoom && RANGES[i] === this.#range));
    });
  }

  #choose(range) {
    this.#range = range;
    this.#zoom = undefined;
    this.#look();
  }

  #zoomTo(from, to) {
    this.#zoom = { from, to };
    this.#look();
  }

  #key(event) {
    if (!this.#chart || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = this.view.from();
    const to = this.view.to();
    const step = (to - from) * STEP;
    const moves = {
      "+": [from + step, to - step],
      "=": [from + step, to - step],
      "-": [from - step, to + step],
      ArrowLeft: [from - step, to - step],
      ArrowRight: [from + step, to + step],
    };
    if (event.key === "0") this.#choose(this.#range);
    else if (moves[event.key]) this.#zoomTo(...moves[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #recolor() {
    this.#colors = colors();
    if (!this.#chart) return;
    this.#chart.data.datasets = datasets(this.#colors, this.#lines.loads.map(load => load.signal));
    this.#chart.options = options(this.#colors, this.view);
    this.#fill();
  }

  #now() {
    return nowOf(this.#target);
  }
}
