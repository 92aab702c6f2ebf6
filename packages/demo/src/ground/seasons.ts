import { addDays, daysBetween, type Day } from '@miaotou/domain';

/** First day of the Spring Festival 春节, domain tables of lunar dates. */
const springFestivals: readonly Day[] = [
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
];

/** Days until the next Spring Festival, or since the last one as a negative number when that is at most 30 days past. */
function fromFestival(day: Day): number | null {
  const near = springFestivals.map((festival) => daysBetween(day, festival)).find((days) => days >= -30);
  return near === undefined ? null : near;
}

/** How many disputes a day brings, 1 being usual: wages are asked for before the Spring Festival, and before October. */
export function seasonOf(day: Day): number {
  const days = fromFestival(day);
  if (days !== null && days > 0 && days <= 45) return 1.3 + 1.3 * (1 - Math.abs(days - 20) / 25);
  if (days !== null && days <= 0 && days >= -10) return 0.25;
  if (days !== null && days < -10) return 0.9;
  const month = Number(day.slice(5, 7));
  if (month === 9) return 1.25;
  return month >= 6 && month <= 8 ? 1.1 : 0.95;
}

/** Days from `from` up to `until`, the latter not included. */
export function daysIn(from: Day, until: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, until)) }, (_, i) => addDays(from, i));
}
