import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  adjustmentOf,
  defaultTimeNodes,
  nodesAt,
  nodeWindows,
  reportAt,
  springFestival,
} from '@miaotou/domain';
import type { TimeNode } from '@miaotou/domain';
import { lunarDay } from './index.js';

/** New Year's Eve, Spring Festival, Lantern, Dragon Boat, Ghost, Mid-Autumn, Double Ninth. */
const feasts: readonly (readonly [year: number, days: string])[] = [
  [2023, '01-21 01-22 02-05 06-22 08-30 09-29 10-23'],
  [2024, '02-09 02-10 02-24 06-10 08-18 09-17 10-11'],
  [2025, '01-28 01-29 02-12 05-31 09-06 10-06 10-29'],
  [2026, '02-16 02-17 03-03 06-19 08-27 09-25 10-18'],
  [2027, '02-05 02-06 02-20 06-09 08-16 09-15 10-08'],
  [2028, '01-25 01-26 02-09 05-28 09-03 10-03 10-26'],
  [2029, '02-12 02-13 02-27 06-16 08-24 09-22 10-16'],
  [2030, '02-02 02-03 02-17 06-05 08-13 09-12 10-05'],
];

test.each(feasts)('lunar feasts of %i', (year, days) => {
  const found = [
    addDays(lunarDay(year, 1, 1), -1),
    lunarDay(year, 1, 1),
    lunarDay(year, 1, 15),
    lunarDay(year, 5, 5),
    lunarDay(year, 7, 15),
    lunarDay(year, 8, 15),
    lunarDay(year, 9, 9),
  ];
  expect(found).toEqual(days.split(' ').map((day) => `${year}-${day}`));
});

test('the library and the table of Spring Festivals agree from 2000 to 2035', () => {
  for (let year = 2000; year <= 2035; year += 1) expect(lunarDay(year, 1, 1)).toBe(springFestival(year));
});

const windowsOf = (code: string, year: number): readonly string[] => {
  const node = defaultTimeNodes.find((one) => one.code === code);
  if (node === undefined) throw new Error(`no node ${code}`);
  return nodeWindows(node, `${year}-01-01`, `${year}-12-31`, lunarDay).map(({ from, to }) => `${from}/${to}`);
};

test.each([
  ['winter-action', 2026, ['2025-11-01/2026-02-16', '2026-11-01/2027-02-05']],
  ['before-spring-festival', 2026, ['2026-01-18/2026-02-16']],
  ['before-spring-festival', 2028, ['2027-12-27/2028-01-25']],
  ['after-spring-festival', 2026, ['2026-02-24/2026-03-10']],
  ['county-congress', 2026, []],
  ['national-congress', 2026, ['2026-03-03/2026-03-13']],
  ['labour-day', 2026, ['2026-04-24/2026-05-05']],
  ['graduation', 2026, ['2026-06-01/2026-09-30']],
  ['heat-and-floods', 2026, ['2026-05-01/2026-08-31']],
  ['contribution-base', 2026, ['2026-07-01/2026-07-31']],
  ['school-start', 2026, ['2026-08-25/2026-09-10']],
  ['autumn-holidays', 2025, ['2025-09-26/2025-10-08']],
  ['autumn-holidays', 2026, ['2026-09-15/2026-10-08']],
  ['year-end', 2026, ['2026-12-01/2026-12-31']],
  [
    'tax-notices',
    2026,
    [
      '2025-12-31/2026-01-15',
      '2026-03-31/2026-04-15',
      '2026-06-30/2026-07-15',
      '2026-09-30/2026-10-15',
      '2026-12-31/2027-01-15',
    ],
  ],
  ['major-event', 2026, []],
] as const)('%s in %i', (code, year, wanted) => {
  expect(windowsOf(code, year)).toEqual(wanted);
});

const rule = (id: string, keyGroups: readonly string[] = []) => ({ id, keyGroups });
const on = (day: string, id: string, groups: readonly string[] = []) =>
  adjustmentOf(rule(id, groups), nodesAt(day, defaultTimeNodes, lunarDay), defaultTimeNodes);

describe('what nodes make of a rule', () => {
  test.each([
    ['a plain day', '2026-10-20', 'R01', null],
    ['the day before the winter action', '2026-10-31', 'R01', null],
    ['its first day', '2026-11-01', 'R01', { shift: 1, by: ['winter-action'] }],
    [
      'two nodes at once add up to one tier',
      '2026-02-01',
      'R01',
      { shift: 1, by: ['winter-action', 'before-spring-festival'] },
    ],
    ['Spring Festival itself', '2026-02-17', 'R01', null],
    ['a visit before Spring Festival', '2026-02-01', 'R24', { shift: 1, by: ['before-spring-festival'] }],
    ['a rule that no node names', '2026-02-01', 'R12', null],
  ] as const)('%s', (_name, day, id, wanted) => {
    const found = on(day, id);
    expect(found && { shift: found.shift, by: found.by.map(({ node }) => node.code) }).toEqual(wanted);
  });

  test('graduates are judged in their season, and after Spring Festival', () => {
    expect(on('2026-05-31', 'R33')?.closed).toBe(true);
    expect(on('2026-06-01', 'R33')).toBeNull();
    expect(on('2026-02-24', 'R33')).toBeNull();
  });

  test('one month more is tolerated in July', () => {
    expect(on('2026-07-10', 'R08')).toMatchObject({ allowance: { months: 1 }, shift: 0, factor: 1 });
  });

  test('four repeated complaints are as five while the national congress sits', () => {
    expect(on('2026-03-05', 'R17')?.factor).toBe(0.8);
  });

  test('a key group is reached without naming its rules', () => {
    expect(on('2026-02-25', 'R31', ['KG02'])?.shift).toBe(1);
    expect(on('2026-02-25', 'R31')).toBeNull();
  });

  test('the most frequent report of a day counts', () => {
    expect(reportAt(nodesAt('2026-11-20', defaultTimeNodes, lunarDay))).toBe('weekly');
    expect(reportAt(nodesAt('2026-02-01', defaultTimeNodes, lunarDay))).toBe('daily');
    expect(reportAt(nodesAt('2026-05-20', defaultTimeNodes, lunarDay))).toBeNull();
  });
});

const someDay = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays('2015-01-01', days));
const someAnchor = fc.oneof(
  fc.record({
    calendar: fc.constantFrom('solar' as const, 'lunar' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 30 }),
    offset: fc.integer({ min: -60, max: 60 }),
  }),
  fc.record({ calendar: fc.constant('quarter-end' as const), offset: fc.integer({ min: -20, max: 20 }) }),
);
const someNode: fc.Arbitrary<TimeNode> = fc
  .record({
    code: fc.string(),
    from: someAnchor,
    to: someAnchor,
    shift: fc.integer({ min: 0, max: 3 }),
    factor: fc.double({ min: 0.1, max: 1, noNaN: true }),
  })
  .map(({ code, from, to, shift, factor }) => ({
    code,
    name: { zh: code, en: code },
    why: { zh: '', en: '' },
    when: { kind: 'yearly', from, to },
    effects: [{ rules: ['R01'], groups: [], shift, factor, allowance: {}, opens: false }],
    report: null,
    duty: false,
    basis: { zh: '', en: '' },
    proposed: true,
  }));

describe('any nodes', () => {
  test('a day lies in every window that is told for it, and windows never turn back', () => {
    fc.assert(
      fc.property(someNode, someDay, (node, day) => {
        for (const { from, to } of nodeWindows(node, day, day, lunarDay)) {
          expect(from <= day && day <= to).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('overlapping nodes take the largest and never the sum; more nodes never calm a rule', () => {
    fc.assert(
      fc.property(fc.array(someNode, { maxLength: 5 }), someNode, someDay, (nodes, one, day) => {
        const of = (some: readonly TimeNode[]) =>
          adjustmentOf(rule('R01'), nodesAt(day, some, lunarDay), some);
        const each = nodes.map((node) => of([node]));
        expect(of(nodes)?.shift ?? 0).toBe(Math.max(0, ...each.map((found) => found?.shift ?? 0)));
        expect(of(nodes)?.factor ?? 1).toBe(Math.min(1, ...each.map((found) => found?.factor ?? 1)));
        expect(of([...nodes, one])?.shift ?? 0).toBeGreaterThanOrEqual(of(nodes)?.shift ?? 0);
      }),
      { numRuns: 40 },
    );
  });
});
