/** How numbers, times and spans are written. What is not known is a dash, never 0. */

const UNKNOWN = "–";
const number2 = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const number1 = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const clocks = new Map();

export const known = value => value !== undefined && value !== null && Number.isFinite(value);

export const number = value => (known(value) ? number2.format(value) : UNKNOWN);

export const oneDigit = value => (known(value) ? number1.format(value) : UNKNOWN);

export const percent = value => (known(value) ? `${Math.round(value * 100)} %` : UNKNOWN);

export const cost = value => (known(value) ? money.format(value) : UNKNOWN);

export function count(n, one, many = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** A simulated target's day is told in UTC, as the log tells it; a real one's in the reader's time. */
export const zoneOf = target => (target.simulated ? "UTC" : undefined);

function clock(zone, options) {
  const key = (zone || "") + JSON.stringify(options);
  if (!clocks.has(key)) clocks.set(key, new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }));
  return clocks.get(key);
}

export function time(millis, zone) {
  return clock(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(millis);
}

export function shortTime(millis, zone) {
  return clock(zone, { hour: "2-digit", minute: "2-digit" }).format(millis);
}

export function day(millis, zone) {
  return clock(zone, { day: "numeric", month: "short" }).format(millis);
}

/** A time, with its day if that is not the day of {@code now}. */
export function moment(millis, now, zone) {
  const sameDay = day(millis, zone) === day(now, zone);
  return sameDay ? time(millis, zone) : `${day(millis, zone)} ${time(millis, zone)}`;
}

export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  const m = Math.round(s / 60);
  if (m < 90) return `${m} min`;
  const h = Math.floor(m / 60);
  if (h < 48) return m % 60 ? `${h} h ${m % 60} min` : `${h} h`;
  return `${Math.round(h / 24)} days`;
}
