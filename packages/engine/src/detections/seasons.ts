import { festivalDays, holidayDays } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';

/** Days before and after Spring Festival in which wages fall due, people go home, and come back. */
const before = [-30, -1] as const;
const after = [0, 15] as const;

/**
 * What moves against the calendar weeks of a year: the shares of a week that lie in the month before Spring Festival and
 * in the fortnight from it on, and the share of public holidays.
 */
export function seasonOfWeek(week: Day): readonly [before: number, after: number, holidays: number] {
  return [
    festivalDays(week, 7, ...before) / 7,
    festivalDays(week, 7, ...after) / 7,
    holidayDays(week, 7) / 7,
  ];
}

/** The seasons of some weeks. */
export function seasonsOf(weeks: readonly Day[]): ReadonlyMap<Day, readonly number[]> {
  return new Map(weeks.map((week) => [week, seasonOfWeek(week)]));
}
