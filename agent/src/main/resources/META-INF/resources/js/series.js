/** Decisions as the lines of a chart. */

import { demand, forecast, loads } from "./facts.js";
import { known } from "./format.js";

const orNull = value => (known(value) ? value : null);

/**
 * Returns the points of each line, oldest first. {@code rounds} are the decisions themselves, one for each index of the
 * lines; the forecast lies where it is for, which is later than the decision that it belongs to.
 */
export function series(target, decisions) {
  const rounds = [...decisions].reverse();
  const at = rounds.map(decision => Date.parse(decision.at));
  const line = value => rounds.map((decision, i) => ({ x: at[i], y: orNull(value(decision)) }));
  const ahead = rounds.flatMap((decision, i) => {
    const told = forecast(target, decision);
    return told ? [{ x: at[i] + told.horizon * 1000, ...told }] : [];
  }).sort((a, b) => a.x - b.x);
  const signals = target.setPoints.map(point => point.signal);
  return {
    rounds,
    at,
    ready: line(decision => decision.ready),
    coming: line(decision => (known(decision.ready) ? decision.ready + (decision.starting || 0) : undefined)),
    wanted: line(decision => decision.size),
    demand: line(demand),
    median: ahead.map(({ x, low }) => ({ x, y: low })),
    covered: ahead.map(({ x, high }) => ({ x, y: high })),
    loads: signals.map(signal => ({
      signal,
      points: line(decision => {
        const ratio = loads(target, decision).find(load => load.signal === signal)?.ratio;
        return known(ratio) ? ratio * 100 : undefined;
      }),
    })),
  };
}
