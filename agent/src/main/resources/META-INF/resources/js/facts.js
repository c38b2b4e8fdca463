/** What follows from a target and its last decision: load against its target, demand, cost, and whether there is trouble. */

import { known, span } from "./format.js";
import { nowOf } from "./store.js";

const MODES = {
  DRY_RUN: "dry run",
  PAUSED: "paused",
  CONFLICT: "conflict",
  NO_LEASE: "no lease",
  FORBIDDEN: "forbidden",
};

const UNSEEN = new Set(["BLIND", "TARGET_UNKNOWN"]);
const SHORT = new Set(["AT_MAX", "ABOVE_MAX", "BELOW_MIN", "SERVER_SIZE_UNKNOWN", "NUMBER_IS_FIXED"]);
const DOUBT = new Set(["PARTIAL_DATA", "SIGNALS_DISAGREE"]);
const OVERDUE_INTERVALS = 4;
const OVERDUE_SECONDS = 15;
const WORRIED_MODES = new Set(["CONFLICT", "FORBIDDEN"]);

/** How bad a target is; the higher the worse. */
export const LEVELS = { CALM: 0, MOVING: 1, WARN: 2, FAULT: 3 };
export const TONES = ["calm", "moving", "warn", "fault"];

export const modeText = mode => (mode === "ACT" ? "" : MODES[mode] || mode);

/** Each signal's load, what it should be, and one as a part of the other. */
export function loads(target, decision = target.last) {
  return (decision?.demands || []).map(demand => {
    const point = target.setPoints.find(p => p.signal === demand.signal);
    const ratio = known(demand.load) && point?.value ? demand.load / point.value : undefined;
    return { ...demand, target: point?.value, unit: point?.unit, ratio };
  });
}

/** The signal that is furthest above its target. */
export function fullest(target, decision = target.last) {
  return loads(target, decision).filter(load => known(load.ratio)).sort((a, b) => b.ratio - a.ratio)[0];
}

/** How many servers the load needs; unknown if no signal could be read. */
export function demand(decision) {
  const all = (decision?.demands || []).map(d => d.servers).filter(known);
  return all.length ? Math.max(...all) : undefined;
}

/** The load to come, in servers at their set point as everything else; the agent tells it in servers that are full. */
export function forecast(target, decision = target.last) {
  const told = decision?.forecast;
  if (!told) return undefined;
  const full = target.fullLoad ?? 1;
  return {
    horizon: told.horizon,
    low: Math.min(told.median, told.covered) * full,
    high: Math.max(told.median, told.covered) * full,
  };
}

/** What the servers that exist cost in an hour; unknown without a price. */
export function costOf(target) {
  const last = target.last;
  if (!known(target.price) || !last || !known(last.ready)) return undefined;
  return target.price * (last.ready + (last.starting || 0));
}

/** What is wrong with a target, in words, the worst first. */
export function problems(target) {
  const { last } = target;
  if (!last) return [];
  const faults = last.demands.map(demand => demand.fault && `${demand.signal}: ${demand.fault}`);
  return [overdue(target), last.fault, ...faults].filter(Boolean);
}

/** An agent that answers may still have stopped deciding. */
function overdue(target) {
  const seconds = (nowOf(target) - Date.parse(target.last.at)) / 1000;
  const late = seconds > OVERDUE_INTERVALS * target.interval && seconds > OVERDUE_SECONDS * (target.speed || 1);
  return late ? `nothing has been decided for ${span(seconds)}` : undefined;
}

export function level(target) {
  const last = target.last;
  if (!last) return LEVELS.CALM;
  if (last.fault || UNSEEN.has(last.reason)) return LEVELS.FAULT;
  if (SHORT.has(last.reason) || DOUBT.has(last.reason) || WORRIED_MODES.has(last.mode)) return LEVELS.WARN;
  if (problems(target).length) return LEVELS.WARN;
  if (last.starting > 0 || (known(last.servers) && last.servers !== last.size)) return LEVELS.MOVING;
  return LEVELS.CALM;
}
