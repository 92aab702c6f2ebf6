import { addMonths, dueDay } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { deliveredPeriods, gapsOf, touchesGap } from './spans.js';
import type { DeliveredPart } from './spans.js';
import { periodStates } from './state.js';
import type { BatchFacts, Expectation } from './state.js';

const at = (day: string): Date => new Date(`${day}T10:00:00+08:00`);
const month = (number: number): string => addMonths('2025-01-01', number - 1);

const register = { every: 'month', dated: true } as const;

/** A delivery of one month, received on a day; rows by town. */
function file(
  batchId: number,
  period: string,
  receivedOn: string,
  rows: number | Readonly<Record<string, number>> = 100,
  main = true,
): DeliveredPart[] {
  const towns = typeof rows === 'number' ? { '445224100': rows } : rows;
  return Object.entries(towns).map(([region, count]) => ({
    layout: 'register',
    batchId,
    period,
    region,
    rows: count,
    main,
    observedAt: at(receivedOn),
  }));
}
/** Months one after the other, each in time. */
const months = (count: number, rows: Parameters<typeof file>[3] = 100): DeliveredPart[] =>
  Array.from({ length: count }, (_, n) => file(n + 1, month(n + 1), addMonths(month(n + 2), 0), rows)).flat();

function statesOf(
  parts: readonly DeliveredPart[],
  now: string,
  more: {
    readonly expectation?: Expectation;
    readonly batches?: ReadonlyMap<number, BatchFacts>;
  } = {},
) {
  return periodStates({
    every: 'month',
    graceDays: 10,
    expectation: more.expectation ?? null,
    delivered: deliveredPeriods(register, parts),
    batches: more.batches ?? new Map(),
    now: at(now),
  });
}
const last = (...input: Parameters<typeof statesOf>) => statesOf(...input).at(-1);

describe('the due day', () => {
  it.each([
    ['the tenth after the month, a working day', 10, '2026-10-01', '2026-11-10'],
    ['a Saturday that is worked is a working day', 10, '2026-09-01', '2026-10-10'],
    ['a day of the spring festival moves behind it', 20, '2026-01-01', '2026-02-24'],
    ['a day of the May holiday moves behind it', 3, '2026-04-01', '2026-05-06'],
  ])('%s', (_says, grace, period, due) => {
    expect(dueDay('month', grace, period)).toBe(due);
  });
});

describe('where a period stands', () => {
  const seven = months(7);
  const aprilLeftOut = seven.filter(({ period }) => period !== month(4));

  it.each([
    ['nothing came, and the grace is not over', months(7), '2025-09-10', 'due', 'within-grace', 0],
    ['nothing came, a day after the grace', months(7), '2025-09-11', 'missing', 'nothing-came', 1],
    ['it came in time', months(8), '2025-09-20', 'on-time', 'came-in-time', 0],
    [
      'it came five days late',
      [...seven, ...file(8, month(8), '2025-09-15')],
      '2025-09-20',
      'late',
      'came-late',
      5,
    ],
    [
      'half of the usual rows are enough',
      [...seven, ...file(8, month(8), '2025-09-05', 50)],
      '2025-09-20',
      'on-time',
      'came-in-time',
      0,
    ],
    [
      'fewer than half are not',
      [...seven, ...file(8, month(8), '2025-09-05', 49)],
      '2025-09-20',
      'partial',
      'few-rows',
      0,
    ],
    [
      'few rows are no sign where they were always few',
      [...months(7, 6), ...file(8, month(8), '2025-09-05', 2)],
      '2025-09-20',
      'on-time',
      'came-in-time',
      0,
    ],
    [
      'a town that always reports is not in it',
      [...months(7, { a: 50, b: 50 }), ...file(8, month(8), '2025-09-05', { a: 100 })],
      '2025-09-20',
      'partial',
      'town-absent',
      0,
    ],
    [
      'a town with a row now and then may be away',
      [...months(7, { a: 96, b: 4 }), ...file(8, month(8), '2025-09-05', { a: 100 })],
      '2025-09-20',
      'on-time',
      'came-in-time',
      0,
    ],
    [
      'two files of the whole month',
      [...seven, ...file(8, month(8), '2025-09-05'), ...file(9, month(8), '2025-09-06')],
      '2025-09-20',
      'doubled',
      'two-files',
      0,
    ],
    [
      'two halves are one whole',
      [...seven, ...file(8, month(8), '2025-09-05', 55), ...file(9, month(8), '2025-09-06', 50)],
      '2025-09-20',
      'on-time',
      'came-in-time',
      0,
    ],
    [
      'rows tried again complete a month',
      [...seven, ...file(8, month(8), '2025-09-05', 40), ...file(9, month(8), '2025-09-08', 60, false)],
      '2025-09-20',
      'on-time',
      'came-in-time',
      0,
    ],
  ] as const)('%s', (_says, parts, now, state, reason, daysLate) => {
    expect(last(parts, now)).toMatchObject({ state, reason, daysLate });
  });

  it('is corrected where the second file changes what the first said', () => {
    const parts = [...seven, ...file(8, month(8), '2025-09-05'), ...file(9, month(8), '2025-09-06')];
    const batches = new Map([[9, { rows: 100, duplicates: 50, corrected: 10 }]]);
    expect(last(parts, '2025-09-20', { batches })).toMatchObject({
      state: 'corrected',
      reason: 'rows-changed',
    });
  });

  it('is not late where it came with the first delivery of all', () => {
    const history = [1, 2, 3].flatMap((n) => file(1, month(n), '2025-04-05', 100, n === 3));
    expect(statesOf(history, '2025-04-20').map(({ state, reason }) => [state, reason])).toEqual([
      ['on-time', 'before-expected'],
      ['on-time', 'before-expected'],
      ['on-time', 'came-in-time'],
    ]);
  });

  it('is missing amid others, with nothing for a count, though later months came', () => {
    const [april] = statesOf(aprilLeftOut, '2025-08-20').filter(({ period }) => period === month(4));
    expect(april).toMatchObject({ state: 'missing', rows: null, batches: [] });
  });

  it('is not owed while an administrator waits for nothing, and says so', () => {
    const paused = { from: month(8), reason: '系统改造' };
    const expectation = { layout: 'register', since: null, paused };
    expect(last(seven, '2025-12-20', { expectation })).toMatchObject({
      state: 'paused',
      reason: 'not-expected',
    });
  });

  it('is owed from the day that was set, though nothing ever came', () => {
    const expectation = { layout: 'register', since: '2025-03-15', paused: null };
    expect(statesOf([], '2025-06-20', { expectation }).map(({ period, state }) => [period, state])).toEqual([
      [month(3), 'missing'],
      [month(4), 'missing'],
      [month(5), 'missing'],
    ]);
    expect(statesOf([], '2025-06-20')).toEqual([]);
  });
});

describe('what a delivery tells of', () => {
  const straggling = [
    ...file(1, month(1), '2025-02-05'),
    ...file(3, month(2), '2025-04-05', 3, false),
    ...file(3, month(3), '2025-04-05'),
  ];

  it('a few rows of the month before do not stand for its file', () => {
    const came = deliveredPeriods(register, straggling);
    expect([...came.keys()]).toEqual([month(1), month(3)]);
    expect(gapsOf('month', came.keys())).toEqual([{ from: '2025-02-01', through: '2025-02-28' }]);
  });

  it('late rows of several months before do not stand for their files either', () => {
    const parts = [
      ...file(1, month(1), '2025-02-05'),
      ...file(5, month(3), '2025-06-05', 1, false),
      ...file(5, month(4), '2025-06-05', 2, false),
      ...file(5, month(5), '2025-06-05'),
    ];
    expect([...deliveredPeriods(register, parts).keys()]).toEqual([month(1), month(5)]);
  });

  it('a file of many months may begin with a quiet one', () => {
    const parts = [1, 2, 3, 4, 5].flatMap((n) => file(1, month(n), '2025-06-05', n === 1 ? 3 : 30, n === 5));
    expect([...deliveredPeriods(register, parts).keys()]).toEqual([1, 2, 3, 4, 5].map(month));
  });

  it('one month in which a great deal happened makes no other month of its file a gap', () => {
    const rows = [9, 6, 160, 8, 7];
    const parts = rows.flatMap((count, n) => file(1, month(n + 1), '2025-06-05', count, n === 4));
    expect([...deliveredPeriods(register, parts).keys()]).toEqual([1, 2, 3, 4, 5].map(month));
  });

  it('a row dated into the next month by a slip does not bring in what straggled behind', () => {
    const parts = [
      ...file(1, month(1), '2025-02-05'),
      ...file(5, month(3), '2025-05-05', 5, false),
      ...file(5, month(4), '2025-05-05', 100, false),
      ...file(5, month(5), '2025-05-05', 1),
    ];
    expect([...deliveredPeriods(register, parts).keys()]).toEqual([1, 4, 5].map(month));
  });

  it('a file of many months told of a month in which nothing happened', () => {
    const parts = [1, 2, 4, 5].flatMap((n) => file(1, month(n), '2025-06-05', 100, n === 5));
    const came = deliveredPeriods(register, parts);
    expect(came.get(month(3))).toMatchObject({ rows: 0 });
    expect(gapsOf('month', came.keys())).toEqual([]);
  });

  it.each([
    ['repeats what had come when the next was due: that month had nothing new', 2, '2025-04-05', [1, 2, 3]],
    ['repeats what had come, and nothing new is due: the same month again', 2, '2025-03-20', [1, 2]],
    ['repeats what had come two months late: neither month is told of', 2, '2025-05-20', [1, 2]],
    ['comes late for its own month: the month after is not told of', 3, '2025-05-05', [1, 2, 3]],
  ] as const)('a register that %s', (_says, n, receivedOn, expected) => {
    const parts = [...months(2), ...file(9, month(n), receivedOn, 4)];
    expect([...deliveredPeriods(register, parts).keys()]).toEqual(expected.map(month));
  });

  const anyParts = fc.array(
    fc.record({
      batchId: fc.integer({ min: 1, max: 6 }),
      period: fc.integer({ min: 1, max: 18 }).map(month),
      region: fc.constantFrom('', 'a', 'b'),
      rows: fc.integer({ min: 1, max: 300 }),
    }),
    { maxLength: 40 },
  );
  /** As landings write them: one own period per batch, its latest; one moment per batch. */
  const landed = anyParts.map((parts) =>
    parts.map((part): DeliveredPart => {
      const own = parts.filter(({ batchId }) => batchId === part.batchId);
      const latest = own
        .map(({ period }) => period)
        .toSorted()
        .at(-1);
      return {
        ...part,
        layout: 'register',
        main: part.period === latest,
        observedAt: at(addMonths('2026-01-01', part.batchId)),
      };
    }),
  );

  test('every period is in a gap or came, never both, and gaps lie between', () => {
    fc.assert(
      fc.property(landed, (parts) => {
        const came = [...deliveredPeriods(register, parts).keys()];
        const gaps = gapsOf('month', came);
        for (const period of came) expect(touchesGap(gaps, period, period)).toBe(false);
        const between =
          came.length === 0
            ? []
            : Array.from({ length: 24 }, (_, n) => month(n + 1)).filter(
                (period) =>
                  period > (came[0] ?? '') && period < (came.at(-1) ?? '') && !came.includes(period),
              );
        for (const period of between) expect(touchesGap(gaps, period, period)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('every period over has one state; only what came has rows, and what is missing is late by at least a day', () => {
    fc.assert(
      fc.property(landed, (parts) => {
        const states = statesOf(parts, '2027-06-20');
        expect(new Set(states.map(({ period }) => period)).size).toBe(states.length);
        for (const { state, rows, daysLate, batches } of states) {
          const absent = state === 'missing' || state === 'due' || state === 'paused';
          expect(rows === null).toBe(absent);
          expect(batches.length === 0).toBe(absent);
          if (state === 'missing' || state === 'late') expect(daysLate).toBeGreaterThan(0);
          if (state === 'on-time') expect(daysLate).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a file that comes never makes another period missing', () => {
    fc.assert(
      fc.property(landed, fc.integer({ min: 1, max: 18 }), (parts, n) => {
        const before = statesOf(parts, '2027-06-20').filter(({ rows }) => rows !== null);
        const after = statesOf([...parts, ...file(9, month(n), '2027-06-01')], '2027-06-20');
        for (const { period } of before)
          expect(after.find((one) => one.period === period)?.rows).not.toBeNull();
        expect(after.find(({ period }) => period === month(n))?.rows).not.toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});
