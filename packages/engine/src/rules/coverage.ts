import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  dueDay,
  nextPeriodStart,
  periodEnd,
  periodStart,
  silentCycles,
  startOfDay,
} from '@miaotou/domain';
import type { Bilingual, Day, EventKind, SourceFamily } from '@miaotou/domain';
import { windowOf } from '@miaotou/rules';
import type { LayoutCycle, Watermark } from './ports.js';

/** Which source family tells of which kind of event. */
export const familyOfKind: Readonly<Record<EventKind, SourceFamily>> = {
  'arbitration-case': 'disputes',
  'mediation-case': 'disputes',
  'court-case': 'disputes',
  complaint: 'complaints',
  petition: 'petitions',
  opinion: 'opinion',
  stoppage: 'opinion',
  'tax-notice': 'tax',
};

/** A source this many cycles late is behind. */
export const behindFrom = 1.2;

/** The last day that began before a moment. */
export const lastDayBefore = (moment: Date): Day => dayOf(new Date(moment.getTime() - 1));

/** Days of grace for the period after the last that came: those of the layout, and on to the next working day. */
function graceOf({ every, graceDays }: LayoutCycle, completeThrough: Day): number {
  if (every === 'none') return graceDays;
  const owed = nextPeriodStart(every, completeThrough);
  return daysBetween(periodEnd(every, owed), dueDay(every, graceDays, owed));
}

/** Cycles that a layout has been silent at a moment, its days of grace taken off; 0 while none is owed. */
export function silenceOf(layout: LayoutCycle, completeThrough: Day, asOf: Date): number {
  const grace = graceOf(layout, completeThrough);
  return silentCycles(completeThrough, layout.every, addDays(lastDayBefore(asOf), -grace));
}

/** First day on which a window that ends at a moment looks. */
export function windowFrom(window: string, asOf: Date): Day {
  const { amount, unit } = windowOf(window);
  if (unit === 'h') return dayOf(new Date(asOf.getTime() - amount * 3_600_000));
  if (unit === 'd') return addDays(dayOf(asOf), -amount);
  return addMonths(dayOf(asOf), unit === 'm' ? -amount : -12 * amount);
}

/** The moment so long before another, at the same time of day in Shanghai. */
export function momentBefore(window: string, moment: Date): Date {
  const { amount, unit } = windowOf(window);
  if (unit === 'h') return new Date(moment.getTime() - amount * 3_600_000);
  const timeOfDay = moment.getTime() - startOfDay(dayOf(moment)).getTime();
  return new Date(startOfDay(windowFrom(window, moment)).getTime() + timeOfDay);
}

/**
 * First day of the oldest period of a layout that may still be the newest at a moment: later ones are owed, days of grace
 * over, for no longer than makes a source behind. Null for a layout without cycle.
 */
export function freshFrom(layout: LayoutCycle, asOf: Date): Day | null {
  const { every } = layout;
  if (every === 'none') return null;
  let from = periodStart(every, lastDayBefore(asOf));
  for (;;) {
    const earlier = periodStart(every, addDays(from, -1));
    if (silenceOf(layout, periodEnd(every, earlier), asOf) > behindFrom) return from;
    from = earlier;
  }
}

export type SourceStanding = 'complete' | 'source-behind' | 'source-never-delivered';

/**
 * Whether a family's events are all here at a moment, so that none means zero. Layouts that never delivered do not count
 * against a family of which another one did: not every office uses every form.
 */
export function familyCoverage(
  family: SourceFamily,
  layouts: readonly LayoutCycle[],
  watermarks: readonly Watermark[],
  asOf: Date,
): SourceStanding {
  if (!watermarks.some(({ source }) => source === family)) return 'source-never-delivered';
  return laggardsOf(family, layouts, watermarks, asOf).length > 0 ? 'source-behind' : 'complete';
}

/** The layouts of a family that are behind at a moment, each with the day through which it told of everything. */
export function laggardsOf(
  family: SourceFamily,
  layouts: readonly LayoutCycle[],
  watermarks: readonly Watermark[],
  asOf: Date,
): readonly Laggard[] {
  return watermarks.flatMap(({ source, layout, completeThrough }) => {
    const cycle = source === family ? layouts.find((one) => one.layout === layout) : undefined;
    if (cycle === undefined || silenceOf(cycle, completeThrough, asOf) <= behindFrom) return [];
    return [{ name: cycle.name, from: addDays(completeThrough, 1), through: null }];
  });
}

/** A layout of which something is waited for: since a day, or between two days. */
export interface Laggard {
  readonly name: Bilingual;
  readonly from: Day;
  readonly through: Day | null;
}
