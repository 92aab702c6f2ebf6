import { describe, expect, test } from 'vitest';
import { holdDays } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { decideAlert } from './index.js';
import type { AlertDecision, Standing } from './index.js';

const day = 86_400_000;
const at = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * day);
const standing = (tier: AlertTier, eased: { since: number; tier?: AlertTier } | null = null): Standing => ({
  tier,
  sinceAt: at(0),
  lastSignalAt: at(10),
  easedSince: eased === null ? null : at(eased.since),
  easedTier: eased?.tier ?? null,
});

type Said = AlertTier | null | 'abstained';
const cases: readonly (readonly [string, Standing | null, Said, number, Partial<AlertDecision>])[] = [
  ['nothing stands, nothing said', null, null, 20, { kind: 'none', reason: 'no-signal' }],
  ['nothing stands, abstained', null, 'abstained', 20, { kind: 'none', reason: 'abstained' }],
  ['a first signal opens', null, 'yellow', 20, { kind: 'open', tier: 'yellow' }],
  ['a stronger one raises at once', standing('yellow'), 'red', 10, { kind: 'raise', tier: 'red' }],
  ['also while easing', standing('yellow', { since: 12 }), 'orange', 13, { kind: 'raise', tier: 'orange' }],
  ['the same refreshes', standing('yellow'), 'yellow', 20, { kind: 'refresh', reason: 'still-stands' }],
  [
    'the same ends easing',
    standing('yellow', { since: 12 }),
    'yellow',
    20,
    { kind: 'refresh', reason: 'stands-again' },
  ],
  ['weaker starts easing', standing('orange'), 'blue', 20, { kind: 'ease-start', reason: 'weaker' }],
  ['none starts easing', standing('orange'), null, 20, { kind: 'ease-start', reason: 'cleared' }],
  ['abstaining never eases', standing('orange'), 'abstained', 200, { kind: 'none', reason: 'abstained' }],
  [
    'abstaining never lowers',
    standing('blue', { since: 12 }),
    'abstained',
    200,
    { kind: 'none', reason: 'abstained' },
  ],
  [
    'yellow holds 15 days',
    standing('yellow', { since: 12 }),
    null,
    26.99,
    { kind: 'none', reason: 'hold-running' },
  ],
  ['then it is resolved', standing('yellow', { since: 12 }), null, 27, { kind: 'resolve' }],
  [
    'blue holds 30 days',
    standing('blue', { since: 12 }),
    null,
    41.99,
    { kind: 'none', reason: 'hold-running' },
  ],
  ['then it is resolved', standing('blue', { since: 12 }), null, 42, { kind: 'resolve' }],
  [
    'orange is lowered by one',
    standing('orange', { since: 12, tier: 'blue' }),
    'blue',
    42,
    { kind: 'lower', tier: 'yellow', easing: true },
  ],
  [
    'and rests where the rule stands',
    standing('orange', { since: 12, tier: 'yellow' }),
    'yellow',
    42,
    { kind: 'lower', tier: 'yellow', easing: false },
  ],
  [
    'weaker in between keeps it from ending',
    standing('orange', { since: 12, tier: 'blue' }),
    null,
    42,
    { kind: 'lower', tier: 'yellow', easing: true },
  ],
  [
    'red that went says that it waits',
    standing('red'),
    null,
    20,
    { kind: 'ease-start', reason: 'cleared-awaits-decision', easedTier: null },
  ],
  [
    'red that weakened says that it waits',
    standing('red'),
    'orange',
    20,
    { kind: 'ease-start', reason: 'weaker-awaits-decision', easedTier: 'orange' },
  ],
  [
    'red waits for its decision',
    standing('red', { since: 12 }),
    null,
    400,
    { kind: 'none', reason: 'needs-written-decision' },
  ],
  [
    'a verdict on the past changes nothing',
    standing('yellow'),
    'red',
    9,
    { kind: 'none', reason: 'judged-later-already' },
  ],
];

const noHold: readonly (readonly [string, Said, Partial<AlertDecision>])[] = [
  ['resolved at once', null, { kind: 'resolve', reason: 'cleared-at-once' }],
  [
    'down to where it stands at once',
    'blue',
    { kind: 'lower', reason: 'weaker-at-once', tier: 'blue', easing: false },
  ],
  ['the same refreshes', 'red', { kind: 'refresh' }],
  ['abstaining changes nothing', 'abstained', { kind: 'none', reason: 'abstained' }],
];

describe('a source that is waited for no more', () => {
  test.each([
    ['ends its alert, whatever the tier', standing('red'), { kind: 'resolve', reason: 'source-paused' }],
    ['also while it eases', standing('red', { since: 12 }), { kind: 'resolve', reason: 'source-paused' }],
    ['opens none', null, { kind: 'none', reason: 'abstained' }],
  ] as const)('%s', (_says, current, expected) => {
    const judgement = { tier: null, abstained: true, ended: 'source-paused' } as const;
    expect(decideAlert(current, judgement, at(20), () => 0)).toMatchObject(expected);
  });
});

describe('without any hold', () => {
  test.each(noHold)('%s', (_says, said, expected) => {
    const judgement =
      said === 'abstained' ? { tier: null, abstained: true } : { tier: said, abstained: false };
    expect(decideAlert(standing('red'), judgement, at(20), () => 0)).toMatchObject(expected);
  });
});

describe('what a verdict does to an alert', () => {
  test.each(cases)('%s', (_says, current, said, when, expected) => {
    const judgement =
      said === 'abstained' ? { tier: null, abstained: true } : { tier: said, abstained: false };
    expect(decideAlert(current, judgement, at(when), holdDays)).toMatchObject(expected);
  });
});
