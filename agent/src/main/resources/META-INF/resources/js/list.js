/** Every target, searched and sorted. Rows out of sight are neither filled nor kept up. */

import { el, setHidden, setText } from "./dom.js";
import { costOf, fullest, LEVELS, level } from "./facts.js";
import { cost, count, known } from "./format.js";
import { legend } from "./gauge.js";
import { Row } from "./row.js";

const SORT_EVERY_MS = 3_000;
const MARGIN = "200px";

const byName = (a, b) => a.name.localeCompare(b.name, "en", { numeric: true });
const downBy = value => (a, b) => (value(b) ?? -1) - (value(a) ?? -1) || byName(a, b);

const ORDERS = {
  trouble: ["Trouble first", downBy(level)],
  name: ["Name", byName],
  load: ["Load", downBy(target => fullest(target)?.ratio)],
  servers: ["Servers", downBy(target => target.last?.ready)],
  cost: ["Cost", downBy(costOf)],
};

export class ListView {
  #rows = new Map();
  #sorted = 0;
  #store;
  #stop;

  constructor(store, kept) {
    this.#store = store;
    this.kept = kept;
    this.search = el("input", {
      type: "search", id: "search", placeholder: "Search   /", "aria-label": "Search targets",
      autocomplete: "off", spellcheck: "false", oninput: () => this.#arrange(true),
    });
    this.search.value = kept.search || "";
    this.order = el("select", { id: "order", "aria-label": "Sort by", onchange: () => this.#arrange(true) },
      ...Object.entries(ORDERS).map(([key, [text]]) => el("option", { value: key }, text)));
    this.order.value = kept.order || "trouble";
    this.summary = el("p", { class: "summary" });
    this.items = el("ul", { class: "rows", onkeydown: event => this.#move(event) });
    this.empty = el("p", { class: "empty", hidden: true });
    this.node = el("section", { class: "list", "aria-label": "Targets" },
      el("h1", { class: "hidden" }, "Targets"),
      el("div", { class: "tools" }, this.summary, this.search, this.order),
      legend(),
      el("div", { class: "heads", "aria-hidden": "true" },
        ...["Target", "Load", "Servers", "Supply and demand", "Why", "Cost / h"].map(text => el("span", {}, text))),
      this.items,
      this.empty);
    this.sight = new IntersectionObserver(entries => {
      for (const entry of entries) {
        const row = entry.target.row;
        row.seen = entry.isIntersecting;
        row.show(store.get(row.name));
      }
    }, { rootMargin: MARGIN });
    this.#stop = store.listen(names => this.#update(names));
    this.#update(new Set(store.all().map(target => target.name)));
  }

  close() {
    this.kept.search = this.search.value;
    this.kept.order = this.order.value;
    this.sight.disconnect();
    this.#stop();
  }

  key(event) {
    if (event.key === "/" && document.activeElement !== this.search) {
      this.search.focus();
      return true;
    }
    if (event.key === "Escape" && this.search.value) {
      this.search.value = "";
      this.#arrange(true);
      return true;
    }
    if (event.key === "ArrowDown" && !this.items.contains(document.activeElement)
      && document.activeElement !== this.order) {
      this.items.querySelector("li:not([hidden]) a")?.focus();
      return true;
    }
    return false;
  }

  #update(names) {
    let members = false;
    for (const name of names) {
      const target = this.#store.get(name);
      let row = this.#rows.get(name);
      if (!target && row) {
        this.sight.unobserve(row.node);
        row.node.remove();
        this.#rows.delete(name);
      } else if (target && !row) {
        members = true;
        row = new Row(name);
        this.#rows.set(name, row);
        this.items.append(row.node);
        this.sight.observe(row.node);
      }
      row?.show(target);
    }
    this.#summarize();
    this.#arrange(members);
  }

  #summarize() {
    const all = this.#store.all();
    const sum = value => all.reduce((total, target) => total + (value(target) || 0), 0);
    const bad = all.filter(target => level(target) >= LEVELS.WARN).length;
    const starting = sum(target => target.last?.starting);
    const parts = [count(all.length, "target"), `${count(sum(target => target.last?.ready), "server")} ready`];
    if (starting) parts.push(`${starting} starting`);
    if (all.some(target => known(costOf(target)))) parts.push(`${cost(sum(costOf))} per hour`);
    parts.push(bad ? `${bad} in trouble` : "no trouble");
    setText(this.summary, this.#store.loaded ? parts.join(" · ") : "Asking the agent…");
  }

  /** Sorts and filters. Rows do not move by themselves under the reader's pointer or focus. */
  #arrange(asked) {
    const now = performance.now();
    const inUse = this.items.matches(":hover") || this.items.contains(document.activeElement);
    if (!asked && (now - this.#sorted < SORT_EVERY_MS || inUse)) return;
    this.#sorted = now;
    const wanted = this.search.value.trim().toLowerCase();
    const targets = this.#store.all().sort(ORDERS[this.order.value][1]);
    let place = this.items.firstChild;
    let shown = 0;
    for (const target of targets) {
      const { node } = this.#rows.get(target.name);
      const fits = `${target.name} ${target.resource} ${target.last?.reason || ""}`.toLowerCase().includes(wanted);
      setHidden(node, !fits);
      if (fits) shown++;
      if (node === place) place = place.nextSibling;
      else this.items.insertBefore(node, place);
    }
    setHidden(this.empty, shown > 0);
    if (shown > 0 || !this.#store.loaded) return;
    setText(this.empty, targets.length
      ? `No target has “${this.search.value}” in its name, resource or reason.`
      : "There is no target yet. Those that the settings select appear here as soon as they exist.");
  }

  #move(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    let row = event.target.closest("li");
    do row = row[step]; while (row?.hidden);
    (row?.querySelector("a") || (event.key === "ArrowUp" ? this.search : undefined))?.focus();
  }
}
