import { describe, expect, it } from 'vitest';
import { chinaCalendar, daysFromSpringFestival, festivalDays, holidayDays, springFestival } from './index.js';

describe('Spring Festival', () => {
  it.each(['2022', '2023', '2024', '2025', '2026'])('of %s lies within the holidays of that year', (year) => {
    const day = springFestival(Number(year)) ?? '';
    expect(chinaCalendar.holidays.has(day)).toBe(true);
  });

  it.each(Array.from({ length: 36 }, (_, index) => 2000 + index))(
    'of %i is a new moon of late winter',
    (year) => {
      const day = springFestival(year) ?? '';
      expect(day.slice(5) >= '01-20' && day.slice(5) <= '02-21').toBe(true);
      // Days since a known new moon, in months of the moon: a whole number, give or take a day and a half.
      const months = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(2000, 0, 6, 18)) / 86_400_000 / 29.530588;
      expect(Math.abs(months - Math.round(months))).toBeLessThan(1.5 / 29.53);
    },
  );

  it.each([
    ['the day itself', '2026-02-17', 0],
    ['a month before', '2026-01-18', -30],
    ['two weeks after', '2026-03-03', 14],
    ['in December the coming one', '2013-12-31', -31],
    ['beyond the years that are known', '2040-06-01', null],
  ])('%s', (_, day, distance) => {
    expect(daysFromSpringFestival(day)).toBe(distance);
  });

  it('moves against the calendar weeks', () => {
    expect(festivalDays('2014-01-27', 7, 0, 15)).toBe(3);
    expect(festivalDays('2015-01-26', 7, 0, 15)).toBe(0);
    expect(festivalDays('2015-01-26', 7, -30, -1)).toBe(7);
  });
});

describe('public holidays of a week', () => {
  it.each([
    ['National Day 2013', '2013-09-30', 6],
    ['National Day 2026', '2026-09-28', 4],
    ['an ordinary week', '2026-11-16', 0],
  ])('%s', (_, from, days) => {
    expect(holidayDays(from, 7)).toBe(days);
  });
});
