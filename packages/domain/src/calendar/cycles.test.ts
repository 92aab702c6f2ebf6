import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  cycles,
  expectedBy,
  periodEnd,
  periodStart,
  silentCycles,
  type Cycle,
  type RegularCycle,
} from './index.js';

const regular = cycles.filter((cycle): cycle is RegularCycle => cycle !== 'none');

describe('expectedBy', () => {
  it.each<[string, Cycle, number, string, string | null]>([
    ['daily, no grace', 'day', 0, '2026-11-22', '2026-11-23'],
    ['daily, one day of grace', 'day', 1, '2026-11-22', '2026-11-24'],
    ['weekly', 'week', 2, '2026-11-22', '2026-12-01'],
    ['monthly, given by the first day of the month', 'month', 10, '2026-01-01', '2026-03-10'],
    ['monthly, given by the last day of the month', 'month', 10, '2026-01-31', '2026-03-10'],
    ['quarterly', 'quarter', 15, '2026-09-30', '2027-01-15'],
    ['without cycle', 'none', 5, '2026-09-30', null],
  ])('%s', (_, cycle, grace, through, expected) => {
    expect(expectedBy(cycle, grace, through)).toBe(expected);
  });
});

describe('silentCycles', () => {
  it.each<[string, string, Cycle, string, number]>([
    ['on the last day that came', '2026-05-31', 'month', '2026-05-31', 0],
    ['before it', '2026-05-31', 'month', '2026-04-01', 0],
    ['half of the next month', '2026-05-31', 'month', '2026-06-15', 0.5],
    ['the whole next month', '2026-05-01', 'month', '2026-06-30', 1],
    ['two quarters', '2025-12-31', 'quarter', '2026-06-30', 2],
    ['a year of months', '2025-11-30', 'month', '2026-11-30', 12],
    ['three days', '2026-11-20', 'day', '2026-11-23', 3],
    ['a week and two days', '2026-11-08', 'week', '2026-11-17', 1 + 2 / 7],
    ['no cycle', '2020-01-01', 'none', '2026-11-23', 0],
  ])('%s', (_, through, cycle, asOf, expected) => {
    expect(silentCycles(through, cycle, asOf)).toBeCloseTo(expected, 12);
  });

  const day = fc.integer({ min: 0, max: 4000 }).map((offset) => addDays('2020-01-01', offset));

  it('grows day by day, by exactly one over each whole period', () => {
    fc.assert(
      fc.property(fc.constantFrom(...regular), day, fc.nat(400), (cycle, through, later) => {
        const asOf = addDays(through, later);
        const today = silentCycles(through, cycle, asOf);
        expect(silentCycles(through, cycle, addDays(asOf, 1))).toBeGreaterThanOrEqual(today);
        const end = periodEnd(cycle, addDays(periodEnd(cycle, asOf), 1));
        const before = silentCycles(through, cycle, addDays(periodStart(cycle, end), -1));
        expect(silentCycles(through, cycle, end)).toBeCloseTo(before + 1, 9);
      }),
    );
  });
});
