import { startOfDay } from '@miaotou/domain';
import type { AlertTier, Day } from '@miaotou/domain';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './ports.js';
import { scoreOf } from './score.js';
import type { Warning } from './score.js';

const span = {
  from: '2026-01-01',
  to: '2026-06-30',
  horizonDays: 90,
  knownThrough: '2026-06-30',
  levels: [],
};
const warning = (day: Day, tier: AlertTier = 'yellow', employerId = '1'): Warning => ({
  ruleId: 'R15',
  employerId,
  openedAt: startOfDay(day),
  peakTier: tier,
  told: [{ at: startOfDay(day), tier }],
});
const outcome = (on: Day, employerId = '1'): Outcome => ({
  kind: 'collective',
  employerId,
  employerName: 'one',
  region: '445224101',
  on,
  persons: 12,
});

const cases: readonly (readonly [string, Warning[], Outcome[], object])[] = [
  [
    'followed and caught',
    [warning('2026-02-01')],
    [outcome('2026-02-11')],
    { followed: 1, caught: 1, leadDays: { median: 10, lower: 10, upper: 10 } },
  ],
  [
    'on its own day no warning came before it',
    [warning('2026-02-02')],
    [outcome('2026-02-01')],
    { caught: 0 },
  ],
  [
    'an alert of the morning of that day warned in time but is not followed',
    [warning('2026-02-01')],
    [outcome('2026-02-01')],
    { caught: 1, followed: 0, unfollowed: 1 },
  ],
  [
    'of another employer',
    [warning('2026-02-01', 'red', '2')],
    [outcome('2026-02-11')],
    { caught: 0, unfollowed: 1 },
  ],
  ['beyond the horizon', [warning('2026-01-02')], [outcome('2026-04-30')], { caught: 0, unfollowed: 1 }],
  ['too recent to say', [warning('2026-05-20')], [], { tooRecent: 1, unfollowed: 0, precision: null }],
  [
    'a happening after the span follows but is not asked for',
    [warning('2026-06-20')],
    [outcome('2026-07-20')],
    { followed: 1, outcomes: 0, recall: null },
  ],
  [
    'a warning from before the span counts for what happens in it',
    [warning('2025-12-20')],
    [outcome('2026-01-05')],
    { alerts: 0, caught: 1 },
  ],
];

describe('a score of alerts against what happened', () => {
  it.each(cases)('%s', (_, warnings, outcomes, expected) => {
    expect(scoreOf(warnings, outcomes, span).score).toMatchObject(expected);
  });

  it('looks at no weaker tier than asked for, and names what was missed', () => {
    const [weak, strong] = [warning('2026-02-01', 'yellow'), warning('2026-03-01', 'red', '2')];
    const happened = [outcome('2026-02-11'), outcome('2026-03-11', '2')];
    const { score, missed } = scoreOf([weak, strong], happened, span, 'orange');
    expect(score).toMatchObject({ alerts: 1, caught: 1, outcomes: 2 });
    expect(missed).toEqual([happened[0]]);
  });
});
