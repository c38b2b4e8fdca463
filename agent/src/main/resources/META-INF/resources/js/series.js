/** Decisions as the lines of a chart. */

import { demand, loads } from "./facts.js";
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
  const ahead = value => rounds.filter(decision => decision.forecast).map(decision => ({
    x: Date.parse(decision.at) + decision.forecast.horizon * 1000,
    y: value(decision.forecast),
  }));
  const signals = target.setPoints.map(point => point.signal);
  return {
    rounds,
    at,
    ready: line(decision => decision.ready),
    coming: line(decision => (known(decision.ready) ? decision.ready + (decision.starting || 0) : undefined)),
    wanted: line(decision => decision.size),
    demand: line(demand),
    median: ahead(forecast => Math.min(forecast.median, forecast.covered)),
    covered: ahead(forecast => Math.max(forecast.median, forecast.covered)),
    loads: signals.map(signal => ({
      signal,
      points: line(decision => {
        const ratio = loads(target, decision).find(load => load.signal === signal)?.ratio;
        return known(ratio) ? ratio * 100 : undefined;
      }),
    })),
  };
}
