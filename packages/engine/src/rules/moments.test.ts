import { dayOf } from '@miaotou/domain';
import type { Day, EventKind } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentsOf } from './moments.js';

/** A Monday, ten in the morning in Shanghai. */
const asOf = new Date('2026-11-23T10:00:00+08:00');
const told = (kind: EventKind, day: Day) => ({ kind, day, employed: true });
/** Midnights by day, and the run's own moment as `now`. */
const said = (moments: readonly Date[]): string[] =>
  moments.map((at) => {
    if (at.getTime() === asOf.getTime()) return 'now';
    expect(at.toISOString()).toMatch(/T16:00:00\.000Z$/u);
    return dayOf(at);
  });

const cases: readonly (readonly [string, ReturnType<typeof told>[], string[]])[] = [
  ['nothing late', [], ['now']],
  ['today', [told('complaint', '2026-11-23')], ['now']],
  ['seven days ago is still current', [told('complaint', '2026-11-16')], ['now']],
  [
    'eight days ago is late: the Monday that ends its week',
    [told('complaint', '2026-11-15')],
    ['2026-11-16', '2026-11-23', 'now'],
  ],
  [
    'an old Monday is seen at the next one and for five weeks on',
    [told('arbitration-case', '2026-06-01')],
    ['2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-06', '2026-07-13', 'now'],
  ],
  [
    'an old Sunday is seen a day later',
    [told('petition', '2026-06-07')],
    ['2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-06', '2026-07-13', 'now'],
  ],
  [
    'opinion also at the end of its day',
    [told('opinion', '2026-06-03')],
    ['2026-06-04', '2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-06', '2026-07-13', 'now'],
  ],
  [
    'two days of one week share their moments',
    [told('complaint', '2026-06-02'), told('complaint', '2026-06-04')],
    ['2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-06', '2026-07-13', 'now'],
  ],
];

describe('moments at which a batch is judged', () => {
  test.each(cases)('%s', (_says, days, expected) => {
    expect(said(momentsOf(days, asOf))).toEqual(expected);
  });

  test('ascend, hold none twice, and end with the moment of the run', () => {
    const day = fc
      .integer({ min: 0, max: 4_000 })
      .map((ago): Day => dayOf(new Date(asOf.getTime() - ago * 86_400_000)));
    const kind = fc.constantFrom<EventKind>('complaint', 'opinion', 'stoppage');
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, day), { maxLength: 20 }), (days) => {
        const moments = momentsOf(
          days.map(([one, on]) => told(one, on)),
          asOf,
        ).map((at) => at.getTime());
        expect(moments).toEqual([...new Set(moments)].toSorted((a, b) => a - b));
        expect(moments.at(-1)).toBe(asOf.getTime());
      }),
    );
  });
});
