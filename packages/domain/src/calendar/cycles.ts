import { addDays, addMonths, daysBetween, monthStart, quarterStart, weekStart, type Day } from './days.js';
import { chinaCalendar, isWorkday, type WorkCalendar } from './workdays.js';

/** How often a source delivers; `none` never falls behind. */
export const cycles = ['day', 'week', 'month', 'quarter', 'none'] as const;
export type Cycle = (typeof cycles)[number];
export type RegularCycle = Exclude<Cycle, 'none'>;

interface CycleSteps {
  readonly start: (day: Day) => Day;
  readonly next: (start: Day) => Day;
}

const steps: Readonly<Record<RegularCycle, CycleSteps>> = {
  day: { start: (day) => addDays(day, 0), next: (start) => addDays(start, 1) },
  week: { start: weekStart, next: (start) => addDays(start, 7) },
  month: { start: monthStart, next: (start) => addMonths(start, 1) },
  quarter: { start: quarterStart, next: (start) => addMonths(start, 3) },
};

/** First day of the period in which a day lies. */
export function periodStart(cycle: RegularCycle, day: Day): Day {
  return steps[cycle].start(day);
}

/** First day of the period after the one in which a day lies. */
export function nextPeriodStart(cycle: RegularCycle, day: Day): Day {
  return steps[cycle].next(periodStart(cycle, day));
}

/** Last day of the period in which a day lies. */
export function periodEnd(cycle: RegularCycle, day: Day): Day {
  return addDays(nextPeriodStart(cycle, day), -1);
}

/**
 * The day by which the period after `completeThrough` should have arrived: its last day and the grace days.
 * `completeThrough` is any day of the last period that came. Null for a source without cycle.
 */
export function expectedBy(cycle: Cycle, graceDays: number, completeThrough: Day): Day | null {
  if (cycle === 'none') return null;
  return addDays(periodEnd(cycle, nextPeriodStart(cycle, completeThrough)), graceDays);
}

/**
 * The day by which the file of a period is due: its last day and the days of grace, and where that is no working day,
 * the next one.
 */
export function dueDay(
  cycle: RegularCycle,
  graceDays: number,
  period: Day,
  calendar: WorkCalendar = chinaCalendar,
): Day {
  let due = addDays(periodEnd(cycle, period), graceDays);
  while (!isWorkday(due, calendar)) due = addDays(due, 1);
  return due;
}

/** Periods begun and whole between two period starts of one cycle. */
function wholePeriods(cycle: RegularCycle, from: Day, to: Day): number {
  if (cycle === 'day') return daysBetween(from, to);
  if (cycle === 'week') return daysBetween(from, to) / 7;
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  return cycle === 'month' ? months : months / 3;
}

/**
 * How many cycles passed, at the end of `asOf`, since the end of the last period that came: 1 means that exactly the
 * next period is over. A running period counts by its days. 0 for a source without cycle.
 */
export function silentCycles(completeThrough: Day, cycle: Cycle, asOf: Day): number {
  if (cycle === 'none') return 0;
  const silentFrom = nextPeriodStart(cycle, completeThrough);
  if (asOf < silentFrom) return 0;
  const running = periodStart(cycle, asOf);
  const following = nextPeriodStart(cycle, asOf);
  const fraction = (daysBetween(running, asOf) + 1) / daysBetween(running, following);
  return wholePeriods(cycle, silentFrom, running) + fraction;
}
