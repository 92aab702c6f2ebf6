import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { linkReports } from './link.js';
import type { LinkableReport, LinkDecisions } from './link.js';
import { settleMatters } from './settle.js';
import type { StandingLink } from './settle.js';

const sixty = [{ from: '1970-01-01', days: 60 }];
const undecided: LinkDecisions = { apart: new Set(), joined: [] };
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 4));
function report(eventId: string, on: number, marks: Partial<LinkableReport> = {}): LinkableReport {
  return { eventId, employerId: 'E1', occurredAt: day(on), person: null, phone: null, ...marks };
}
const matters = (reports: readonly LinkableReport[], decisions = undecided, window = 60) =>
  linkReports(reports, decisions, [{ from: '1970-01-01', days: window }]).map((members) =>
    members.map((one) => one.report.eventId),
  );

describe('a window that changes', () => {
  it('holds for reports made from its day on, and leaves what was linked before', () => {
    const windows = [
      { from: '1970-01-01', days: 60 },
      { from: '2026-06-01', days: 10 },
    ];
    // 2026-06-01 is day 151.
    const pair = (a: number, b: number) =>
      linkReports([report('a', a, { phone: '7' }), report('b', b, { phone: '7' })], undecided, windows).map(
        (members) => members.map(({ reason }) => reason.window),
      );
    expect(pair(100, 150)).toEqual([[60, 60]]);
    expect(pair(100, 151)).toEqual([]);
    expect(pair(145, 155)).toEqual([[10, 10]]);
  });
});

describe('two reports are one matter', () => {
  it.each<[string, readonly LinkableReport[], readonly string[][]]>([
    ['by one phone', [report('a', 0, { phone: '7' }), report('b', 9, { phone: '7' })], [['a', 'b']]],
    [
      'by one identity number',
      [report('a', 0, { person: '7' }), report('b', 9, { person: '7' })],
      [['a', 'b']],
    ],
    ['on the sixtieth day', [report('a', 0, { phone: '7' }), report('b', 60, { phone: '7' })], [['a', 'b']]],
    ['not on the sixty-first', [report('a', 0, { phone: '7' }), report('b', 61, { phone: '7' })], []],
    [
      'along a chain in which each is near the one before',
      [report('a', 0, { phone: '7' }), report('c', 110, { phone: '7' }), report('b', 55, { phone: '7' })],
      [['a', 'b', 'c']],
    ],
    [
      'through a third that has both numbers',
      [
        report('a', 0, { phone: '7' }),
        report('b', 2, { phone: '7', person: '8' }),
        report('c', 4, { person: '8' }),
      ],
      [['a', 'b', 'c']],
    ],
    [
      'never against two employers',
      [report('a', 0, { phone: '7' }), report('b', 0, { phone: '7', employerId: 'E2' })],
      [],
    ],
    [
      'never where nobody knows the employer',
      [report('a', 0, { phone: '7', employerId: '' }), report('b', 0, { phone: '7', employerId: '' })],
      [],
    ],
    ['never where nobody knows who it was', [report('a', 0), report('b', 0)], []],
    [
      'never because an identity number reads like a phone number',
      [report('a', 0, { phone: '7' }), report('b', 0, { person: '7' })],
      [],
    ],
  ])('%s', (_, reports, expected) => {
    expect(matters(reports)).toEqual(expected);
  });
});

describe('what a person decided', () => {
  const both = [report('a', 0, { phone: '7' }), report('b', 1, { phone: '7' }), report('c', 200)];
  it.each<[string, LinkDecisions, readonly string[][]]>([
    ['sets a report apart from all that it shares with', { apart: new Set(['b']), joined: [] }, []],
    [
      'joins what no number joins',
      { ...undecided, joined: [{ eventId: 'c', withEventId: 'a', by: 'li' }] },
      [['a', 'b', 'c']],
    ],
    [
      'joins a report set apart with that one only',
      { apart: new Set(['b']), joined: [{ eventId: 'b', withEventId: 'c', by: 'li' }] },
      [['b', 'c']],
    ],
  ])('%s', (_, decisions, expected) => {
    expect(matters(both, decisions)).toEqual(expected);
  });

  it('waits while the two are reports of different employers', () => {
    const joined = [{ eventId: 'a', withEventId: 'b', by: 'li' }];
    expect(matters([report('a', 0), report('b', 0, { employerId: 'E2' })], { ...undecided, joined })).toEqual(
      [],
    );
  });
});

const anyReports = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 14 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc
        .record({
          on: fc.integer({ min: 0, max: 300 }),
          employerId: fc.constantFrom('E1', 'E2'),
          person: fc.constantFrom(null, '1', '2'),
          phone: fc.constantFrom(null, '1', '2', '3'),
        })
        .map(({ on, ...marks }) => report(`r${id}`, on, marks)),
    ),
  ),
);
const anyDecisions = fc
  .record({
    apart: fc.uniqueArray(
      fc.integer({ min: 0, max: 30 }).map((id) => `r${id}`),
      { maxLength: 3 },
    ),
    joined: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), {
      maxLength: 3,
    }),
  })
  .map(({ apart, joined }): LinkDecisions => ({
    apart: new Set(apart),
    joined: joined.map(([a, b]) => ({ eventId: `r${a}`, withEventId: `r${b}`, by: 'li' })),
  }));

describe('linking', () => {
  test('does not depend on the order in which reports arrive', () => {
    fc.assert(
      fc.property(anyReports, anyDecisions, fc.integer(), (reports, decisions, seed) => {
        const shuffled = reports.toSorted(
          (a, b) =>
            ((Number(a.eventId.slice(1)) * 7919 + seed) % 31) -
            ((Number(b.eventId.slice(1)) * 7919 + seed) % 31),
        );
        expect(linkReports(shuffled, decisions, sixty)).toEqual(linkReports(reports, decisions, sixty));
      }),
    );
  });

  test('never mixes employers, tells every report once, and gives a reason that holds', () => {
    fc.assert(
      fc.property(anyReports, anyDecisions, (reports, decisions) => {
        const linked = linkReports(reports, decisions, sixty);
        const told = linked.flat().map(({ report: { eventId } }) => eventId);
        expect(new Set(told).size).toBe(told.length);
        for (const members of linked) {
          expect(members.length).toBeGreaterThan(1);
          expect(new Set(members.map(({ report: { employerId } }) => employerId)).size).toBe(1);
          for (const { report: own, reason } of members) {
            const other = members.find(({ report: { eventId } }) => eventId === reason.with)?.report;
            expect(other).toBeDefined();
            if (reason.key === 'hand') continue;
            expect(own[reason.key]).not.toBeNull();
            expect(own[reason.key]).toBe(other?.[reason.key]);
            expect(reason.days).toBeLessThanOrEqual(60);
            expect(decisions.apart.has(own.eventId)).toBe(false);
          }
        }
      }),
    );
  });

  /** Matters as they are kept, numbers given in turn. */
  function keep(linked: ReturnType<typeof linkReports>, standing: readonly StandingLink[], next: number) {
    const { matters: all } = settleMatters(linked, standing, new Set());
    let id = next;
    return all.flatMap((matter) => {
      const matterId = matter.id ?? id++;
      return matter.members.map(({ report: { eventId }, reason, by }) => ({ eventId, matterId, reason, by }));
    });
  }

  test('settled twice changes nothing more, whatever stood before', () => {
    fc.assert(
      fc.property(anyReports, anyReports, anyDecisions, (earlier, later, decisions) => {
        const before = keep(linkReports(earlier, undecided, sixty), [], 1);
        const linked = linkReports(later, decisions, sixty);
        const after = keep(linked, before, 1_000);
        expect(new Set(after.map(({ eventId }) => eventId)).size).toBe(after.length);
        const again = settleMatters(linked, after, decisions.apart);
        expect(again.ended).toEqual([]);
        expect(again.begun).toEqual([]);
      }),
    );
  });
});
