import type { EventMeasure, IndicatorPeriod, Layout } from '@miaotou/contracts';
import { addDays, periodEnd, periodStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { touchesGap } from '../deliveries/index.js';
import type { Gap } from '../deliveries/index.js';
import type { LayoutSpan } from './ports.js';

const usual: Readonly<Record<IndicatorPeriod, number>> = { day: 90, week: 52, month: 24, quarter: 12 };
/** More points than this make a chart nobody can read and a query nobody should wait for. */
const mostPeriods = 800;

/**
 * First days of the periods from one day to another, both included. Without a first day the usual number of periods;
 * without a last day up to the last period that was over before `today`. At most `mostPeriods`, the latest.
 */
export function periodsBetween(
  per: IndicatorPeriod,
  today: Day,
  asked: { readonly from?: Day | undefined; readonly to?: Day | undefined },
): Day[] {
  const last = asked.to ?? addDays(periodStart(per, today), -1);
  const first = asked.from === undefined ? null : periodStart(per, asked.from);
  const most = first === null ? usual[per] : mostPeriods;
  const periods: Day[] = [];
  for (let at = periodStart(per, last); periods.length < most; at = periodStart(per, addDays(at, -1))) {
    if (first !== null && at < first) break;
    periods.unshift(at);
  }
  return periods;
}

/** From when to when all layouts of an indicator are complete, both ends included, and the periods left out between. */
export interface CoveredSpan {
  readonly from: Day;
  readonly through: Day;
  readonly gaps: readonly Gap[];
}

/**
 * Last day up to which a layout is complete. A register that came after its period was over tells of the whole period,
 * though its last row be of an earlier day. Null when it never came.
 */
export function throughOf({ manifest }: Layout, spans: readonly LayoutSpan[]): Day | null {
  const { every } = manifest.cycle;
  const marks = spans.find(({ layout }) => layout === manifest.layout)?.marks ?? [];
  const days = marks.map(({ through, receivedOn }) => {
    const end = every === 'none' ? through : periodEnd(every, through);
    return end < receivedOn ? end : through;
  });
  return days.toSorted().at(-1) ?? null;
}

/**
 * The span that every layout covers. One that never delivered does not count against the others: not every office uses
 * every form. One that fell silent does: without it the figures would be too small. Null when none delivered.
 */
export function coveredBy(
  layouts: readonly Layout[],
  spans: readonly LayoutSpan[],
  gaps: ReadonlyMap<string, readonly Gap[]>,
): CoveredSpan | null {
  const own = layouts.flatMap((layout) => {
    const through = throughOf(layout, spans);
    if (through === null) return [];
    const { every } = layout.manifest.cycle;
    const first = spans.find((span) => span.layout === layout.manifest.layout)?.firstDay ?? through;
    return [{ from: every === 'none' ? first : periodStart(every, first), through }];
  });
  const from = own
    .map((span) => span.from)
    .toSorted()
    .at(-1);
  const through = own
    .map((span) => span.through)
    .toSorted()
    .at(0);
  if (from === undefined || through === undefined) return null;
  return { from, through, gaps: layouts.flatMap(({ manifest }) => gaps.get(manifest.layout) ?? []) };
}

/** Whether a whole period, and the days before it that count in it, is covered. */
export function isCovered(
  per: IndicatorPeriod,
  period: Day,
  covered: CoveredSpan | null,
  trailingDays = 1,
): boolean {
  if (covered === null) return false;
  const [first, last] = [addDays(period, 1 - trailingDays), periodEnd(per, period)];
  return first >= covered.from && last <= covered.through && !touchesGap(covered.gaps, first, last);
}

/** What a covered period without any event means: none counted is zero, nothing to divide or compare is nothing. */
export function whenNone({ take }: EventMeasure): 0 | null {
  switch (take) {
    case 'count':
    case 'distinct':
    case 'sum':
    case 'overdue':
      return 0;
    case 'max':
    case 'max-attribute':
    case 'share':
    case 'hours-until':
    case 'reach':
    case 'growth':
      return null;
  }
}
