import { dayOf } from '@miaotou/domain';
import type { Day, EventKind } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inParts, mergeMoments, momentsOf, valueMomentsOf } from './moments.js';
import type { LayoutCycle } from './ports.js';

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

const register: LayoutCycle = {
  source: 'social-insurance',
  layout: 'register',
  name: { zh: '登记表', en: 'register' },
  every: 'month',
  graceDays: 10,
};
const archive: LayoutCycle = { ...register, layout: 'archive', every: 'none' };
const quarterly: LayoutCycle = { ...register, layout: 'quarterly', every: 'quarter', graceDays: 30 };
const late: readonly (readonly [string, { layout: string; period: Day }[], string[]])[] = [
  ['the newest period came in time', [{ layout: 'register', period: '2026-11-01' }], ['now']],
  [
    'a month due a while ago: the day after it was due; later ones lie ahead',
    [{ layout: 'register', period: '2026-10-01' }],
    ['2026-11-11', 'now'],
  ],
  [
    'an older month is followed for two more',
    [{ layout: 'register', period: '2026-06-01' }],
    ['2026-07-11', '2026-08-11', '2026-09-11', 'now'],
  ],
  ['a year and more ago is history', [{ layout: 'register', period: '2025-09-01' }], ['now']],
  ['a layout without cycle owes nothing', [{ layout: 'archive', period: '2026-06-01' }], ['now']],
  ['a layout that is in force no more', [{ layout: 'unknown', period: '2026-06-01' }], ['now']],
  [
    'a quarter, its days of grace over',
    [{ layout: 'quarterly', period: '2026-04-01' }],
    ['2026-07-31', '2026-10-31', 'now'],
  ],
];

describe('moments of a batch with values', () => {
  test.each(late)('%s', (_, periods, expected) => {
    expect(said(valueMomentsOf(periods, [register, archive, quarterly], asOf))).toEqual(expected);
  });

  test('several lists are one, each moment once and in order', () => {
    const [a, b] = [new Date('2026-07-10T16:00:00Z'), new Date('2026-08-10T16:00:00Z')];
    expect(mergeMoments([b, asOf], [a, b, asOf])).toEqual([a, b, asOf]);
  });

  test('parts hold no more than one pass can, keep the order and lose none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.date({ noInvalidDate: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        (moments, subjects) => {
          const parts = inParts(moments, subjects);
          expect(parts.flat()).toEqual(moments);
          for (const part of parts) {
            expect(part.length <= 2 || part.length * subjects <= 3_000_000).toBe(true);
          }
        },
      ),
    );
  });
});
