/** Round times for the ticks of an axis in milliseconds. */

import { day, shortTime, time } from "./format.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND,
  MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY,
];

/** Round times between two times, at most {@code most} of them; round in the reader's time or, if {@code utc}, in UTC. */
export function ticks(from, to, most, utc) {
  const step = STEPS.find(s => (to - from) / s <= most) || 30 * DAY;
  const offset = utc ? 0 : new Date(from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const result = [];
  for (let value = first; value <= to; value += step) result.push({ value });
  return result;
}

export function label(value, span, zone) {
  if (span < 5 * MINUTE) return time(value, zone);
  const text = shortTime(value, zone);
  return text === "00:00" || span > 3 * DAY ? day(value, zone) : text;
}
