import { addDays, addMonths, monthStart, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { ears } from '@miaotou/detection';
import { touchesGap } from '../deliveries/index.js';
import type { Gap } from '../deliveries/index.js';
import type { Coverage } from './ports.js';

export interface TrendPoint {
  readonly week: Day;
  readonly value: number | null;
  readonly bound: number | null;
  readonly unusual: boolean;
}

/** Periods that a bound is estimated from. */
const baseline = 7;
/** Floor of the spread: in a small county a second case after quiet weeks is no outbreak. */
const minSigma = 1;

/** The last `count` whole weeks before `today`'s, as their Mondays. */
export function lastWeeks(today: Day, count: number): Day[] {
  const current = weekStart(today);
  return Array.from({ length: count }, (_, index) => addDays(current, (index - count) * 7));
}

/** The last `count` whole months before `today`'s, as their first days. */
export function lastMonths(today: Day, count: number): Day[] {
  const current = monthStart(today);
  return Array.from({ length: count }, (_, index) => addMonths(current, index - count));
}

/** From when to when a family can be counted: both ends inclusive. */
export interface Covered {
  readonly from: Day;
  readonly through: Day;
}

/**
 * The span that every layout of a family covers. A layout that fell silent before `lately` is not waited for any more:
 * it is shown as blind, and does not blank what the others say. Null when none is left.
 */
export function coveredSpan(layouts: readonly Coverage[], lately: Day): Covered | null {
  const live = layouts.filter(({ completeThrough }) => completeThrough >= lately);
  const froms = live.map(({ since }) => since).toSorted();
  const throughs = live.map(({ completeThrough }) => completeThrough).toSorted();
  const [from] = froms;
  const [through] = throughs;
  return from === undefined || through === undefined ? null : { from, through };
}

/** Marks the unusual points of a series (EARS C1) and keeps the last `shown`; a gap stays a gap. */
export function withBounds(
  series: readonly { at: Day; value: number | null }[],
  shown: number,
): TrendPoint[] {
  const { upperbound, alarm } = ears(
    series.map(({ value }) => value),
    { method: 'C1', baseline, minSigma },
  );
  return series
    .map(({ at, value }, index) => ({
      week: at,
      value,
      bound: upperbound[index] ?? null,
      unusual: alarm[index] ?? false,
    }))
    .slice(-shown);
}

/** Weekly counts where the whole week was told of; null elsewhere. Only such a week without events is a true zero. */
export function weeklySeries(
  weeks: readonly Day[],
  counts: ReadonlyMap<Day, number>,
  covered: Covered | null,
  gaps: readonly Gap[] = [],
): { at: Day; value: number | null }[] {
  return weeks.map((week) => {
    const end = addDays(week, 6);
    const whole =
      covered !== null && covered.from <= week && end <= covered.through && !touchesGap(gaps, week, end);
    return { at: week, value: whole ? (counts.get(week) ?? 0) : null };
  });
}
