import { addDays, dayOf, dueDay, nextPeriodStart, periodStart, startOfDay, weekStart } from '@miaotou/domain';
import type { Day, EventKind } from '@miaotou/domain';
import type { LayoutCycle, Touched } from './ports.js';

const week = 7;
/** Late events older than this are judged at the moments at which they would have been seen. */
const currentDays = 7;
/** Weeks after the last late event for which its windows are followed, so that its end is seen as well. */
const followWeeks = 5;
/** Periods after a late value for which it is followed, so that the end of what it raised is seen as well. */
const followPeriods = 2;
/** Values of a period that was due longer ago are history. */
const lateValueDays = 366;
/** Subjects times moments that one pass holds. */
const rowsAtOnce = 3_000_000;
/** Kinds that rules count over hours, which the end of each day shows and the end of a week would miss. */
const countedByTheDay: ReadonlySet<EventKind> = new Set(['opinion']);

/**
 * Moments at which the subjects of a batch are judged, ascending, `asOf` last. Events that lie behind the current week
 * are late: each is judged at the Monday that ends its week and for five weeks on; public opinion at the end of its day.
 */
export function momentsOf(days: Touched['days'], asOf: Date): Date[] {
  const current = addDays(dayOf(asOf), -currentDays);
  const at = new Set<string>();
  for (const { kind, day } of days) {
    if (day >= current) continue;
    const monday = addDays(weekStart(day), week);
    for (let later = 0; later <= followWeeks; later += 1) at.add(addDays(monday, later * week));
    if (countedByTheDay.has(kind)) at.add(addDays(day, 1));
  }
  return momentsAt(at, asOf);
}

/** The beginnings of days that lie before the run's moment, and that moment. */
function momentsAt(days: Iterable<Day>, asOf: Date): Date[] {
  const past = [...days]
    .toSorted()
    .map(startOfDay)
    .filter((moment) => moment < asOf);
  return [...past, asOf];
}

/**
 * Moments at which values of a batch would have been judged, ascending, `asOf` last: of each period that is late or
 * corrected, the day after it was due, and after the next two were. What is older than a year is history and no late value.
 */
export function valueMomentsOf(
  periods: Touched['periods'],
  layouts: readonly LayoutCycle[],
  asOf: Date,
): Date[] {
  const today = dayOf(asOf);
  const current = addDays(today, -currentDays);
  const oldest = addDays(today, -lateValueDays);
  const cycles = new Map(layouts.map((layout) => [layout.layout, layout]));
  const at = new Set<Day>();
  for (const { layout, period } of periods) {
    const cycle = cycles.get(layout);
    if (cycle === undefined || cycle.every === 'none') continue;
    const { every, graceDays } = cycle;
    let owed = periodStart(every, period);
    for (let later = 0; later <= followPeriods; later += 1) {
      const seen = addDays(dueDay(every, graceDays, owed), 1);
      if (later === 0 && (seen >= current || seen < oldest)) break;
      at.add(seen);
      owed = nextPeriodStart(every, owed);
    }
  }
  return momentsAt(at, asOf);
}

/** All moments of several lists, each once, ascending. */
export function mergeMoments(...lists: readonly (readonly Date[])[]): Date[] {
  const times = new Set(lists.flat().map((moment) => moment.getTime()));
  return [...times].toSorted((a, b) => a - b).map((time) => new Date(time));
}

/** Moments in parts of which each asks of so many subjects no more than one pass can hold at once. */
export function inParts(moments: readonly Date[], subjects: number): Date[][] {
  const most = Math.max(2, Math.floor(rowsAtOnce / Math.max(1, subjects)));
  const parts: Date[][] = [];
  for (let start = 0; start < moments.length; start += most) parts.push(moments.slice(start, start + most));
  return parts;
}
