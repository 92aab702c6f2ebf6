import type { Window } from '../rule/index.js';

const subtract = { h: 'subtractHours', d: 'subtractDays', m: 'subtractMonths', y: 'subtractYears' } as const;

/** Months and days are those of the office's calendar. */
const zone = "'Asia/Shanghai'";

/** SQL of the instant at which a window ending at `asOf` begins. */
export function windowStart({ amount, unit }: Window, asOf: string): string {
  return `${subtract[unit]}(toTimeZone(${asOf}, ${zone}), ${amount})`;
}

/** SQL of the condition that an instant lies in `[asOf − window, asOf)`. */
export function instantInside(window: Window, instant: string, asOf: string): string {
  return `(${instant} < ${asOf} AND ${instant} >= ${windowStart(window, asOf)})`;
}

/** SQL of the last day that begins before an instant. */
export function lastDayBefore(instant: string): string {
  return `toDate(subtractMilliseconds(toTimeZone(${instant}, ${zone}), 1))`;
}

/** SQL of the condition that a period begins in `[asOf − window, asOf)`; a period begins with its first day in Shanghai. */
export function periodInside(window: Window, period: string, asOf: string): string {
  return `(${period} <= ${lastDayBefore(asOf)} AND ${period} > ${lastDayBefore(windowStart(window, asOf))})`;
}

/** SQL of the period that lies this far before another one. */
export function periodBefore({ amount, unit }: Window, period: string): string {
  return `${subtract[unit === 'h' ? 'd' : unit]}(${period}, ${unit === 'h' ? Math.ceil(amount / 24) : amount})`;
}
