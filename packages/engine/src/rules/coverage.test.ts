import { addDays, eventKinds, periodEnd, sourceFamilies } from '@miaotou/domain';
import type { Cycle, SourceFamily } from '@miaotou/domain';
import { describe, expect, test } from 'vitest';
import { behindFrom, familyCoverage, familyOfKind, freshFrom, silenceOf } from './coverage.js';
import type { LayoutCycle, Watermark } from './ports.js';

const layout = (source: SourceFamily, name: string, every: Cycle, graceDays = 10): LayoutCycle => ({
  source,
  layout: name,
  name: { zh: name, en: name },
  every,
  graceDays,
});
const mark = (source: SourceFamily, name: string, completeThrough: string): Watermark => ({
  source,
  layout: name,
  completeThrough,
});
const at = (day: string, hour = 10): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`);

const layouts = [
  layout('complaints', 'orders', 'day', 2),
  layout('complaints', 'register', 'month'),
  layout('complaints', 'archive', 'none'),
  layout('tax', 'notice', 'quarter', 30),
];
const cases: readonly (readonly [string, SourceFamily, Watermark[], Date, string])[] = [
  ['nothing ever came', 'complaints', [], at('2026-11-23'), 'source-never-delivered'],
  [
    'only another family delivered',
    'complaints',
    [mark('tax', 'notice', '2026-09-30')],
    at('2026-11-23'),
    'source-never-delivered',
  ],
  ['in time', 'complaints', [mark('complaints', 'register', '2026-10-31')], at('2026-11-23'), 'complete'],
  [
    'a month owed for less than its grace',
    'complaints',
    [mark('complaints', 'register', '2026-09-30')],
    at('2026-11-09'),
    'complete',
  ],
  [
    'a month owed for long',
    'complaints',
    [mark('complaints', 'register', '2026-09-30')],
    at('2026-11-23'),
    'source-behind',
  ],
  [
    'one layout in time, the other never used',
    'complaints',
    [mark('complaints', 'orders', '2026-11-22')],
    at('2026-11-23'),
    'complete',
  ],
  [
    'one layout in time, the other behind',
    'complaints',
    [mark('complaints', 'orders', '2026-11-22'), mark('complaints', 'register', '2026-08-31')],
    at('2026-11-23'),
    'source-behind',
  ],
  [
    'an archive owes nothing',
    'complaints',
    [mark('complaints', 'archive', '2015-12-31')],
    at('2026-11-23'),
    'complete',
  ],
  [
    'a layout that is known no more',
    'complaints',
    [mark('complaints', 'gone', '2015-12-31')],
    at('2026-11-23'),
    'complete',
  ],
  ['a quarter within its grace', 'tax', [mark('tax', 'notice', '2026-09-30')], at('2027-01-30'), 'complete'],
  [
    'a quarter beyond its grace',
    'tax',
    [mark('tax', 'notice', '2026-06-30')],
    at('2026-11-23'),
    'source-behind',
  ],
];

describe('whether none means zero', () => {
  test.each(cases)('%s', (_says, family, marks, asOf, expected) => {
    expect(familyCoverage(family, layouts, marks, asOf)).toBe(expected);
  });

  test('every kind of event has a family', () => {
    for (const kind of eventKinds) expect(sourceFamilies).toContain(familyOfKind[kind]);
  });
});

describe('cycles of silence', () => {
  const monthly = layout('complaints', 'register', 'month');

  test.each([
    ['complete to yesterday', '2026-11-22', '2026-11-23', 0],
    ['a day within its grace', '2026-11-12', '2026-11-23', 0],
  ])('%s', (_says, through, asOf, cycles) => {
    expect(silenceOf(monthly, through, at(asOf))).toBe(cycles);
  });

  test('grow with every day beyond the grace, and pass the line only then', () => {
    const days = Array.from({ length: 120 }, (_, n) => new Date(at('2026-10-31').getTime() + n * 86_400_000));
    const silences = days.map((day) => silenceOf(monthly, '2026-10-31', day));
    expect(silences).toEqual(silences.toSorted((a, b) => a - b));
    expect(silences[0]).toBe(0);
    expect(silences.at(-1)).toBeGreaterThan(3);
    const crossed = silences.findIndex((one) => one > behindFrom);
    expect(crossed).toBeGreaterThan(35);
    expect(crossed).toBeLessThan(55);
  });

  test('a day that has only begun is not owed yet', () => {
    const midnight = silenceOf(monthly, '2026-09-30', at('2026-11-23', 0));
    expect(silenceOf(monthly, '2026-09-30', at('2026-11-23', 1))).toBeGreaterThan(midnight);
    expect(silenceOf(monthly, '2026-09-30', at('2026-11-23', 23))).toBe(
      silenceOf(monthly, '2026-09-30', at('2026-11-23', 1)),
    );
  });
});

describe('the oldest period that may be the newest one', () => {
  const [, month, none, quarter] = layouts;
  test.each([
    ['the month before last while the last is owed for little', month, '2026-11-12', '2026-09-01'],
    ['the last month once it is owed for long', month, '2026-11-23', '2026-10-01'],
    ['a quarter that is followed by one within its grace', quarter, '2026-10-20', '2026-04-01'],
    ['nothing where nothing is owed', none, '2026-11-23', null],
  ] as const)('is %s', (_, one, day, expected) => {
    if (one === undefined) throw new Error('no such layout');
    const found = freshFrom(one, at(day));
    expect(found).toBe(expected);
    if (found === null || one.every === 'none') return;
    // A value of that period is not behind; one of the period before is.
    const through = (from: string) => periodEnd(one.every === 'none' ? 'month' : one.every, from);
    expect(silenceOf(one, through(found), at(day))).toBeLessThanOrEqual(behindFrom);
    expect(silenceOf(one, addDays(found, -1), at(day))).toBeGreaterThan(behindFrom);
  });
});
