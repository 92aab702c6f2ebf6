import { addDays, daysBetween, type Day } from './days.js';
import { earlierHolidays } from './earlier-holidays.js';
import { chinaCalendar } from './workdays.js';

/** First day of the first lunar month, by year. */
const springFestivals: readonly Day[] = [
  '2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-18 2008-02-07',
  '2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28',
  '2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17',
  '2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08',
].flatMap((line) => line.split(' '));
const festivalByYear = new Map(springFestivals.map((day) => [day.slice(0, 4), day]));

/** Spring Festival 春节 of a year; null outside 2000 to 2035. */
export function springFestival(year: number): Day | null {
  return festivalByYear.get(String(year)) ?? null;
}

/** Days from the nearest Spring Festival to a day, negative before it; null where none is known within half a year. */
export function daysFromSpringFestival(day: Day): number | null {
  const year = Number(day.slice(0, 4));
  const distances = [year - 1, year, year + 1].flatMap((each) => {
    const festival = springFestival(each);
    return festival === null ? [] : [daysBetween(festival, day)];
  });
  const nearest = distances.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0];
  return nearest === undefined || Math.abs(nearest) > 190 ? null : nearest;
}

/** How many of the `count` days from a day lie between two distances from Spring Festival, both included. */
export function festivalDays(from: Day, count: number, first: number, last: number): number {
  let inside = 0;
  for (let step = 0; step < count; step += 1) {
    const distance = daysFromSpringFestival(addDays(from, step));
    if (distance !== null && distance >= first && distance <= last) inside += 1;
  }
  return inside;
}

/** How many of the `count` days from a day are public holidays, as published for 2004 to 2026. */
export function holidayDays(from: Day, count: number): number {
  let days = 0;
  for (let step = 0; step < count; step += 1) {
    const day = addDays(from, step);
    if (chinaCalendar.holidays.has(day) || earlierHolidays.has(day)) days += 1;
  }
  return days;
}
