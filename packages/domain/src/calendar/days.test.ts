import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  isValidDay,
  monthStart,
  quarterStart,
  startOfDay,
  weekdayOf,
  weekStart,
} from './index.js';

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const monthIndex = (each: string) => Number(each.slice(0, 4)) * 12 + Number(each.slice(5, 7));

describe('dayOf', () => {
  it.each([
    ['one second before midnight in Shanghai', '2026-11-22T15:59:59Z', '2026-11-22'],
    ['midnight in Shanghai', '2026-11-22T16:00:00Z', '2026-11-23'],
    ['the turn of the year', '2025-12-31T16:00:00Z', '2026-01-01'],
  ])('%s', (_, instant, expected) => {
    expect(dayOf(new Date(instant))).toBe(expected);
  });

  it('refuses an invalid date', () => {
    expect(() => dayOf(new Date('never'))).toThrow(RangeError);
  });

  it('is the inverse of startOfDay, to the last millisecond of the day', () => {
    fc.assert(
      fc.property(day, fc.nat(86_399_999), (each, ms) => {
        expect(dayOf(new Date(startOfDay(each).getTime() + ms))).toBe(each);
      }),
    );
  });
});

describe('isValidDay', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-12-31', true],
    ['2023-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['2026/01/01', false],
    ['20260101', false],
    ['2026-01-01T00:00:00Z', false],
    ['', false],
  ])('%s: %s', (text, valid) => {
    expect(isValidDay(text)).toBe(valid);
  });
});

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 2, '2027-02-15'],
    ['2026-01-01', -1, '2025-12-01'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('lands in the month that many months away, whatever the day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -240, max: 240 }), (from, months) => {
        expect(monthIndex(addMonths(from, months)) - monthIndex(from)).toBe(months);
      }),
    );
  });
});

describe('starts of periods', () => {
  it.each([
    ['month', monthStart, '2026-11-23', '2026-11-01'],
    ['first quarter', quarterStart, '2026-03-31', '2026-01-01'],
    ['last quarter', quarterStart, '2026-11-23', '2026-10-01'],
    ['week of a Monday', weekStart, '2026-11-23', '2026-11-23'],
    ['week of a Sunday', weekStart, '2026-11-29', '2026-11-23'],
    ['week across the year', weekStart, '2027-01-01', '2026-12-28'],
  ])('%s', (_, start, from, expected) => {
    expect(start(from)).toBe(expected);
  });

  it('a week starts on Monday, at most six days before', () => {
    fc.assert(
      fc.property(day, (each) => {
        const monday = weekStart(each);
        expect(weekdayOf(monday)).toBe(1);
        expect(daysBetween(monday, each)).toBe(weekdayOf(each) - 1);
      }),
    );
  });
});

describe('addDays and daysBetween', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it.each(['2026-02-30', '2026-2-3', 'today', ''])('refuse %j', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
    expect(() => daysBetween('2026-01-01', text)).toThrow(RangeError);
  });
});
