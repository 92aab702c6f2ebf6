import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addWorkdays, isWorkday, workCalendar, workdayStatus, type WorkdayStatus } from './index.js';

describe('workdayStatus', () => {
  it.each<[string, string, WorkdayStatus]>([
    ['an ordinary Monday', '2026-11-23', { workday: true, reason: 'weekday', provisional: false }],
    ['an ordinary Sunday', '2026-11-22', { workday: false, reason: 'weekend', provisional: false }],
    ['Spring Festival on a weekday', '2026-02-17', { workday: false, reason: 'holiday', provisional: false }],
    ['a Saturday worked instead', '2026-10-10', { workday: true, reason: 'make-up', provisional: false }],
    [
      'the end of 2022, given by the notice of 2023',
      '2022-12-31',
      { workday: false, reason: 'holiday', provisional: false },
    ],
    [
      'a weekday of a year without notice',
      '2027-10-01',
      { workday: true, reason: 'weekday', provisional: true },
    ],
    [
      'a weekend of a year without notice',
      '2021-12-25',
      { workday: false, reason: 'weekend', provisional: true },
    ],
  ])('%s', (_, day, status) => {
    expect(workdayStatus(day)).toEqual(status);
  });

  it.each([
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%d has %d working days', (year, expected) => {
    let worked = 0;
    for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1))
      worked += isWorkday(day) ? 1 : 0;
    expect(worked).toBe(expected);
  });
});

describe('addWorkdays', () => {
  it.each([
    ['the start day is not counted', '2026-11-23', 1, '2026-11-24', false],
    ['over a weekend', '2026-11-20', 1, '2026-11-23', false],
    ['over the National Day week and onto a make-up Saturday', '2026-09-30', 3, '2026-10-10', false],
    ['none', '2026-11-22', 0, '2026-11-22', false],
    ['into a year without notice', '2026-12-31', 1, '2027-01-01', true],
  ])('%s', (_, from, count, day, provisional) => {
    expect(addWorkdays(from, count)).toEqual({ day, provisional });
  });

  it('reaches a working day with exactly that many working days after the start', () => {
    const start = fc.integer({ min: 0, max: 1500 }).map((offset) => addDays('2022-01-01', offset));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 90 }), (from, count) => {
        const { day } = addWorkdays(from, count);
        let passed = 0;
        for (let at = addDays(from, 1); at <= day; at = addDays(at, 1)) passed += isWorkday(at) ? 1 : 0;
        expect(passed).toBe(count);
        expect(isWorkday(day)).toBe(true);
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN])('refuses %d', (count) => {
    expect(() => addWorkdays('2026-11-23', count)).toThrow(RangeError);
  });
});

describe('workCalendar', () => {
  it('reads ranges and single days of a notice', () => {
    const calendar = workCalendar([{ year: 2030, off: ['05-01/05-03', '10-01'], makeUp: ['05-05'] }]);
    expect([...calendar.holidays]).toEqual(['2030-05-01', '2030-05-02', '2030-05-03', '2030-10-01']);
    expect(workdayStatus('2030-05-05', calendar)).toEqual({
      workday: true,
      reason: 'make-up',
      provisional: false,
    });
    expect(workdayStatus('2026-02-17', calendar).provisional).toBe(true);
  });
});
