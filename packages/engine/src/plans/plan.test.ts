import type { PlanBody, ResponsePlansBody } from '@miaotou/contracts';
import { alertTiers, fiveOnes } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedSetting } from '../settings/index.js';
import { missingOnes } from './five-ones.js';
import { doneSteps, dueOf, followed, planFor, stepState } from './plan.js';
import type { FrozenPlan, PlanTick, SaidOne } from './plan.js';
import { tickRefusal } from './plans.js';

const start = new Date('2026-11-23T10:00:00+08:00');
const hoursLater = (n: number): Date => new Date(start.getTime() + n * 3_600_000);
const shipped: ResponsePlansBody = shippedSetting('response-plans', '2026-11-23');
const planA: PlanBody = shipped.plans.find(({ code }) => code === 'RP-A') ?? {
  code: 'RP-A',
  name: { zh: '无', en: 'none' },
  steps: [],
};

const frozen = (tier: AlertTier, hours: number, more: Partial<FrozenPlan> = {}): FrozenPlan => ({
  incidentId: 1,
  code: planA.code,
  version: null,
  tier,
  body: planA,
  at: hoursLater(hours),
  ...more,
});
const tick = (step: string, done: boolean, hours: number): PlanTick => ({
  incidentId: 1,
  plan: planA.code,
  step,
  done,
  note: 'x',
  byId: 'a',
  at: hoursLater(hours),
  key: `key-${step}-${hours}`,
});

describe('which plan is followed', () => {
  it.each([
    ['R02', 'blue', 'RP-B', 'RP-A'],
    ['R02', 'red', 'RP-B', 'RP-B'],
    ['R12', 'red', 'RP-H', 'RP-C'],
    ['R15', 'red', 'RP-A', 'RP-A'],
  ] as const)('%s at %s, where the rule names %s: %s', (ruleId, tier, plan, expected) => {
    expect(planFor(shipped, { ruleId, plan }, tier)).toBe(expected);
  });

  it('is the newest one; the version stays the one that was frozen first', () => {
    const other = { ...planA, code: 'RP-B' };
    const rows = [
      frozen('yellow', 0),
      frozen('orange', 1, { code: 'RP-B', body: other, version: 3 }),
      frozen('red', 2, { code: 'RP-B', body: other, version: 3 }),
    ];
    const found = followed(rows);
    expect(found).toMatchObject({ first: { code: 'RP-B', version: 3 }, last: { tier: 'red' } });
    expect(found?.under).toHaveLength(2);
    expect(followed([])).toBeNull();
  });
});

describe('when a step is due', () => {
  it.each([
    ['red', '2026-11-23T12:00:00+08:00'],
    ['orange', '2026-11-24T10:00:00+08:00'],
    ['yellow', '2026-11-27T00:00:00+08:00'],
  ] as const)('the first step under %s', (tier, expected) => {
    const [step] = planA.steps;
    if (step === undefined) throw new Error('a plan without steps');
    expect(dueOf(step, [frozen(tier, 0)])?.at).toEqual(new Date(expected));
  });

  it('is never put off by a tier that rises later', () => {
    const tiers = fc.constantFrom(...alertTiers);
    fc.assert(
      fc.property(
        fc.constantFrom(...shipped.plans.flatMap(({ steps }) => steps)),
        fc.array(fc.tuple(tiers, fc.integer({ min: 0, max: 500 })), { minLength: 1, maxLength: 4 }),
        tiers,
        (step, rows, tier) => {
          const before = rows.map(([one, at]) => frozen(one, at));
          const first = dueOf(step, before);
          const after = dueOf(step, [...before, frozen(tier, 501)]);
          if (first !== null) expect(after?.at.getTime()).toBeLessThanOrEqual(first.at.getTime());
        },
      ),
    );
  });

  it('a graver tier asks for no more time in any shipped step', () => {
    for (const step of shipped.plans.flatMap(({ steps }) => steps)) {
      const dues = alertTiers.flatMap((tier) => dueOf(step, [frozen(tier, 0)])?.at.getTime() ?? []);
      expect(dues).toEqual(dues.toSorted((a, b) => b - a));
    }
  });

  it.each([
    ['done', true, -1, 'done'],
    ['not done in time', false, -1, 'overdue'],
    ['still in time', false, 1, 'due'],
    ['without a time', false, null, 'open'],
  ] as const)('%s', (_, done, hours, expected) => {
    const due = hours === null ? null : { at: hoursLater(hours) };
    expect(stepState(done, due, start)).toBe(expected);
  });
});

describe('ticks', () => {
  it('the newest word on a step counts, whatever order the rows come in', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (words) => {
        const rows = words.map((done, at) => tick('1', done, at));
        expect(doneSteps(rows.toReversed(), planA.code).has('1')).toBe(words.at(-1));
      }),
    );
  });

  const plan = frozen('red', 0);
  const ask = { plan: planA.code, step: '1', done: true, note: 'x' };
  it.each([
    ['before the response began', null, [], ask, 'plan-not-begun'],
    ['on another plan', plan, [], { ...ask, plan: 'RP-B' }, 'plan-changed'],
    ['a step that is not there', plan, [], { ...ask, step: 'none' }, 'plan-step-unknown'],
    ['twice', plan, [tick('1', true, 1)], ask, 'plan-step-done'],
    ['taking back what was not done', plan, [], { ...ask, done: false }, 'plan-step-open'],
    [
      'taking back without a reason',
      plan,
      [tick('1', true, 1)],
      { ...ask, done: false, note: ' ' },
      'reason-needed',
    ],
    ['without the note that the step asks for', plan, [], { ...ask, note: '' }, 'note-needed'],
    ['once', plan, [], ask, undefined],
    ['again after it was taken back', plan, [tick('1', true, 1), tick('1', false, 2)], ask, undefined],
  ] as const)('%s', (_, of, ticks, request, code) => {
    expect(tickRefusal(of, ticks, request)?.code).toBe(code);
  });
});

describe('the five ones', () => {
  const said = (part: SaidOne['part']): SaidOne => ({
    incidentId: 1,
    part,
    text: 'x',
    people: ['a'],
    day: '2026-11-30',
    byId: 'a',
    at: start,
    key: `key-${part}`,
  });
  it.each([
    ['nothing said, not begun', [], [], ['plan', 'team', 'measures', 'deadline']],
    ['begun', [frozen('red', 0)], [], ['team', 'measures', 'deadline']],
    ['only the deadline is missing', [frozen('red', 0)], [said('team'), said('measures')], ['deadline']],
    ['all said', [frozen('red', 0)], [said('team'), said('measures'), said('deadline')], []],
  ] as const)('%s', (_, plans, words, missing) => {
    expect(missingOnes(plans, words)).toEqual(missing);
    expect(fiveOnes).toEqual(expect.arrayContaining([...missing]));
  });
});
