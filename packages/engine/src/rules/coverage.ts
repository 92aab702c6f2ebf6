import { addDays, dayOf, silentCycles } from '@miaotou/domain';
import type { Day, EventKind, SourceFamily } from '@miaotou/domain';
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

/** Cycles that a layout has been silent at a moment, its days of grace taken off; 0 while none is owed. */
export function silenceOf(layout: LayoutCycle, completeThrough: Day, asOf: Date): number {
  const lastDay = dayOf(new Date(asOf.getTime() - 1));
  return silentCycles(completeThrough, layout.every, addDays(lastDay, -layout.graceDays));
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
  const own = watermarks.filter(({ source }) => source === family);
  if (own.length === 0) return 'source-never-delivered';
  const behind = own.some(({ layout, completeThrough }) => {
    const cycle = layouts.find((one) => one.layout === layout);
    return cycle !== undefined && silenceOf(cycle, completeThrough, asOf) > behindFrom;
  });
  return behind ? 'source-behind' : 'complete';
}
