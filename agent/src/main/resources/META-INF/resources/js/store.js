/** What is known of the targets. Listeners are told at most once a frame, with the names that changed. */

export class Store {
  #targets = new Map();
  #listeners = new Set();
  #changed = new Set();
  #frame = 0;
  loaded = false;

  /** Takes over a whole answer of the agent; targets that are not in it are no longer targets. */
  replace(list) {
    const names = new Set(list.map(target => target.name));
    for (const name of this.#targets.keys()) {
      if (!names.has(name)) {
        this.#targets.delete(name);
        this.#touch(name);
      }
    }
    for (const target of list) {
      const before = this.#targets.get(target.name);
      if (before?.last && target.last && Date.parse(before.last.at) > Date.parse(target.last.at)) {
        target.last = before.last;
      }
      this.#targets.set(target.name, { ...target, seenAt: performance.now() });
      this.#touch(target.name);
    }
    this.loaded = true;
    this.#schedule();
  }

  /** Takes in one decision; false if its target is not known yet. */
  decided(name, decision) {
    const target = this.#targets.get(name);
    if (!target) return false;
    const now = Math.max(nowOf(target), Date.parse(decision.at));
    this.#targets.set(name, {
      ...target,
      last: decision,
      now: new Date(now).toISOString(),
      seenAt: performance.now(),
    });
    this.#touch(name);
    return true;
  }

  get(name) {
    return this.#targets.get(name);
  }

  all() {
    return [...this.#targets.values()];
  }

  /** Tells {@code listener(names)} of changes until the returned function is called. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #touch(name) {
    this.#changed.add(name);
    this.#schedule();
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const names = this.#changed;
      this.#changed = new Set();
      for (const listener of this.#listeners) listener(names);
    });
  }
}

/** The time that a target lives in, now, in milliseconds; a simulated one runs faster. */
export function nowOf(target) {
  return Date.parse(target.now) + (performance.now() - target.seenAt) * (target.speed || 1);
}
