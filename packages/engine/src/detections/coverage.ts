import { addDays, dayOf, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import type { DetectionCadence, DetectionMeasure, SeriesGap } from '@miaotou/contracts';
import { touchesGap } from '../deliveries/index.js';
import type { Gap, KnownGaps } from '../deliveries/index.js';
import { measures } from './measures.js';
import type { ToldSpan } from './ports.js';

/** Days after which a layout that fell silent is not waited for any more. */
const forgottenAfter = 366;

/** From when to when every source of a measure told of everything, and what was left out between. */
export interface MeasureCoverage {
  readonly from: Day;
  readonly through: Day;
  readonly gaps: readonly Gap[];
}

/**
 * What the sources of a measure cover together: from the latest beginning, since a channel that was not there yet makes
 * the counts before it others, to the earliest end. Null when no source tells of it.
 */
export function coverageOf(
  measure: DetectionMeasure,
  spans: readonly ToldSpan[],
  gaps: Pick<KnownGaps, 'of'>,
  today: Day,
): MeasureCoverage | null {
  const { kinds } = measures[measure];
  const lately = addDays(today, -forgottenAfter);
  const own = spans.filter(
    (span) => span.through >= lately && span.kinds.some((kind) => kinds.includes(kind)),
  );
  const from = own
    .map((span) => span.from)
    .toSorted()
    .at(-1);
  const [through] = own.map((span) => span.through).toSorted();
  return from === undefined || through === undefined || through < from
    ? null
    : { from, through, gaps: gaps.of(kinds) };
}

/** Days of a period. */
export const lengthOf: Readonly<Record<DetectionCadence, number>> = { weekly: 7, daily: 1 };

/** First day of the period of a day. */
export function periodOf(cadence: DetectionCadence, day: Day): Day {
  return cadence === 'weekly' ? weekStart(day) : day;
}

/** The last period that was over at a moment. */
export function lastOver(cadence: DetectionCadence, moment: Date): Day {
  return addDays(periodOf(cadence, dayOf(moment)), -lengthOf[cadence]);
}

/** Why nothing is known of a period; null where all of it was told of. */
export function gapOf(
  cadence: DetectionCadence,
  at: Day,
  coverage: MeasureCoverage | null,
): SeriesGap | null {
  const end = addDays(at, lengthOf[cadence] - 1);
  if (coverage === null || at < coverage.from || end > coverage.through) return 'not-covered';
  return touchesGap(coverage.gaps, at, end) ? 'left-out' : null;
}

/** The last period that was over at a moment and that every source told of; null when there is none. */
export function lastCovered(
  cadence: DetectionCadence,
  moment: Date,
  coverage: MeasureCoverage | null,
): Day | null {
  if (coverage === null) return null;
  const length = lengthOf[cadence];
  const told = periodOf(cadence, addDays(coverage.through, 1 - length));
  const whole = addDays(told, length - 1) <= coverage.through ? told : addDays(told, -length);
  const over = lastOver(cadence, moment);
  const last = whole < over ? whole : over;
  return last >= coverage.from ? last : null;
}

/** Periods from one first day to another, both included. */
export function periodsFrom(cadence: DetectionCadence, first: Day, last: Day): Day[] {
  const periods: Day[] = [];
  for (let at = first; at <= last; at = addDays(at, lengthOf[cadence])) periods.push(at);
  return periods;
}
