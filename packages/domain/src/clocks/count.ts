import { addDays, addMonths, daysBetween, workdayStatus } from '../calendar/index.js';
import type { Day, WorkCalendar } from '../calendar/index.js';
import type { ClockUnit } from './kinds.js';

/** Days left out of a period, both ends included. */
export interface ExcludedDays {
  readonly from: Day;
  readonly to: Day;
}

export interface Span {
  readonly length: number;
  /** Hours are counted by `countHours`. */
  readonly unit: Exclude<ClockUnit, 'hours'>;
}

export interface CountedDay {
  readonly due: Day;
  /** Where the period would end if its last day could be a day off. */
  readonly before: Day;
  /** Days left out that lay within the period. */
  readonly excluded: number;
  /** A year on the way has no notice of holidays yet: counted without its holidays and make-up days. */
  readonly provisional: boolean;
}

/** Excluded days sorted, those that touch or overlap joined. */
function joined(excluded: readonly ExcludedDays[]): readonly ExcludedDays[] {
  const all: ExcludedDays[] = [];
  for (const one of excluded.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (one.to < one.from) continue;
    const last = all.at(-1);
    if (last !== undefined && one.from <= addDays(last.to, 1)) {
      all[all.length - 1] = { from: last.from, to: one.to > last.to ? one.to : last.to };
    } else all.push(one);
  }
  return all;
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);

function rolled(day: Day, calendar: WorkCalendar): { readonly day: Day; readonly provisional: boolean } {
  let reached = day;
  let status = workdayStatus(reached, calendar);
  let provisional = status.provisional;
  while (!status.workday) {
    reached = addDays(reached, 1);
    status = workdayStatus(reached, calendar);
    provisional ||= status.provisional;
  }
  return { day: reached, provisional };
}

function workingDays(start: Day, length: number, gaps: readonly ExcludedDays[], calendar: WorkCalendar) {
  let reached = start;
  let provisional = false;
  let excluded = 0;
  for (let left = length; left > 0;) {
    reached = addDays(reached, 1);
    const day = reached;
    const status = workdayStatus(day, calendar);
    provisional ||= status.provisional;
    if (gaps.some((gap) => gap.from <= day && day <= gap.to)) excluded += 1;
    else if (status.workday) left -= 1;
  }
  return { before: reached, excluded, provisional };
}

/**
 * The last day of a period. The first day is not counted; a last day on a weekend or holiday moves to the next day
 * worked (民事诉讼法第八十五条); a month without the day ends on its last. Excluded days push the end by as many days.
 * Throws RangeError for a negative or broken length, or a day that does not exist.
 */
export function countForwards(
  start: Day,
  { length, unit }: Span,
  calendar: WorkCalendar,
  excluded: readonly ExcludedDays[] = [],
): CountedDay {
  if (!Number.isInteger(length) || length < 0) throw new RangeError(`cannot count a period of ${length}`);
  const gaps = joined(excluded);
  if (unit === 'working-days') {
    const worked = workingDays(start, length, gaps, calendar);
    const end = rolled(worked.before, calendar);
    return { ...worked, due: end.day, provisional: worked.provisional || end.provisional };
  }
  let before =
    unit === 'calendar-days'
      ? addDays(start, length)
      : addMonths(start, unit === 'years' ? length * 12 : length);
  let end = rolled(before, calendar);
  let left = 0;
  for (const gap of gaps) {
    if (gap.from > end.day) break;
    const first = later(gap.from, addDays(start, 1));
    if (gap.to < first) continue;
    const days = daysBetween(first, gap.to) + 1;
    left += days;
    // A gap that begins on the days off onto which the end had moved leaves that end for the first day after it.
    before = later(addDays(before, days), gap.from > before ? addDays(gap.to, 1) : start);
    end = rolled(before, calendar);
  }
  return { due: end.day, before, excluded: left, provisional: end.provisional };
}

/** The day that lies so many working days before another, which itself is not counted. */
export function countBackwards(
  end: Day,
  length: number,
  calendar: WorkCalendar,
): { readonly due: Day; readonly provisional: boolean } {
  if (!Number.isInteger(length) || length < 0) throw new RangeError(`cannot count a period of ${length}`);
  let due = end;
  let provisional = false;
  for (let left = length; left > 0;) {
    due = addDays(due, -1);
    const status = workdayStatus(due, calendar);
    provisional ||= status.provisional;
    if (status.workday) left -= 1;
  }
  return { due, provisional };
}

/** The end of a period of hours: the hour in which it begins is not counted. */
export function countHours(from: Date, hours: number): Date {
  const hour = 3_600_000;
  return new Date((Math.floor(from.getTime() / hour) + 1 + hours) * hour);
}

/** Whether a filing is in time: handed in by the due day, or posted by then; its way is not counted. */
export function filedInTime(
  filing: { readonly receivedOn: Day; readonly postedOn: Day | null },
  due: Day,
): boolean {
  return (filing.postedOn ?? filing.receivedOn) <= due;
}

/** Last day to ask for a missed period back after an obstacle ended: ten days (民事诉讼法第八十六条). */
export function reinstatementDue(obstacleEnded: Day, calendar: WorkCalendar): CountedDay {
  return countForwards(obstacleEnded, { length: 10, unit: 'calendar-days' }, calendar);
}
