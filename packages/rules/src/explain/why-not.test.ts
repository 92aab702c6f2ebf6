import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tierRank } from '@miaotou/domain';
import { evidenceTree, explainRule, parseRuleFile, waysUp } from '../index.js';
import type { CheckedRule, Value } from '../index.js';

function ruleOf(parts: string): CheckedRule {
  const parsed = parseRuleFile(
    `id: R90
slug: sample
version: 1
name: { zh: 样例, en: Sample }
subject: employer
features:
  items: { event: complaint, take: count, window: 30d }
  people: { event: complaint, take: distinctPersons, window: 30d, optional: true }
  drop: { indicator: insured_headcount, take: change, against: 3m, optional: true }
  gathered: { event: stoppage, take: any, window: 30d, optional: true }
${parts}
sentence: { zh: 样例, en: sample }
plan: RP-A
effective: { from: 2026-01-01 }
`,
    'R90.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.rule;
}

const steps = ruleOf(`thresholds:
  items: { blue: 2, yellow: 3, orange: 5, red: 10 }
  people: { orange: 10 }
when: items >= t.items
also:
  orange: people >= t.people`);
const drops = ruleOf(`thresholds:
  drop: { blue: -0.1, yellow: -0.2, orange: -0.3, red: -0.5 }
when: drop <= t.drop && items >= 1`);
const share = ruleOf(`derive:
  each: items / people
thresholds:
  each: { blue: 2, red: 4 }
when: each >= t.each
also:
  yellow: gathered`);

const all = { items: 3, people: 4, drop: 0, gathered: false };
const used = (rule: CheckedRule, features: Record<string, Value>) => ({
  features,
  thresholds: rule.file.thresholds,
});
const told = (rule: CheckedRule, features: Record<string, Value>): Record<string, string | null> =>
  Object.fromEntries(
    waysUp(rule, used(rule, features)).map(({ name, reaches }) => [
      name,
      reaches === null ? null : `${String(reaches.to)} ${reaches.tier}`,
    ]),
  );

describe('why not more', () => {
  test.each<[string, CheckedRule, Record<string, Value>, Record<string, string | null>]>([
    [
      '2 more complaints to orange, or 6 more people',
      steps,
      all,
      { items: '5 orange', people: '10 orange', drop: null, gathered: null },
    ],
    [
      'one complaint to blue',
      steps,
      { ...all, items: 1 },
      { items: '2 blue', people: '10 orange', drop: null, gathered: null },
    ],
    ['what is not known has no way', steps, { items: 3 }, { items: '5 orange' }],
    ['red has no way up', steps, { ...all, items: 12 }, {}],
    [
      'a fall is reached downwards',
      drops,
      { ...all, drop: -0.15 },
      { items: null, people: null, drop: '-0.2 yellow', gathered: null },
    ],
    [
      'one feature alone may not do',
      drops,
      { ...all, items: 0, drop: 0 },
      { items: null, people: null, drop: null, gathered: null },
    ],
    [
      'a share moves by either side',
      share,
      { ...all, items: 6, people: 6 },
      { items: '12 blue', people: '3 blue', drop: null, gathered: 'true yellow' },
    ],
  ])('%s', (_says, rule, features, expected) => {
    expect(told(rule, features)).toEqual(expected);
  });

  test('each way reaches what it says, and one step less does not', () => {
    const number = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.constantFrom(steps, share), number, number, (rule, items, people) => {
        const features = { items, people, drop: 0, gathered: false };
        const tierAt = (changed: Record<string, Value>) =>
          tierRank(explainRule(rule, { ...features, ...changed }).tier);
        for (const { name, reaches } of waysUp(rule, used(rule, features))) {
          if (reaches === null || typeof reaches.to !== 'number' || typeof reaches.from !== 'number')
            continue;
          const back = Math.sign(reaches.from - reaches.to);
          expect(tierAt({ [name]: reaches.to })).toBe(tierRank(reaches.tier));
          expect(tierRank(reaches.tier)).toBeGreaterThan(tierAt({}));
          expect(tierAt({ [name]: reaches.to + back })).toBe(tierAt({}));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('an evidence tree', () => {
  test('gives each part its value, missing ones as not known, and chains as one', () => {
    const rule = ruleOf(`derive:
  twice: items * 2
thresholds:
  items: { blue: 2 }
when: items >= t.items && twice > 3 && (people > 1 || has(f.drop))`);
    const [condition] = evidenceTree(
      rule,
      used(rule, { items: 2, people: null, drop: null, gathered: null }),
    );
    const parts = condition?.root.parts ?? [];
    expect(condition?.root).toMatchObject({ operator: 'all', value: null });
    expect(parts.map(({ operator, sign, value }) => [operator, sign, value])).toEqual([
      ['compare', '>=', true],
      ['compare', '>', true],
      ['any', null, null],
    ]);
    expect(parts[0]?.parts.map(({ name, value }) => [name, value])).toEqual([
      ['items', 2],
      ['items', 2],
    ]);
    expect(parts[1]?.parts[0]).toMatchObject({ operator: 'derived', name: 'twice', value: 4 });
    expect(parts[1]?.parts[0]?.parts[0]).toMatchObject({ operator: 'calculate', sign: '*', value: 4 });
    expect(parts[2]?.parts.map(({ operator, value }) => [operator, value])).toEqual([
      ['compare', null],
      ['known', false],
    ]);
  });

  test('speaks of the thresholds that were used, not of those written', () => {
    const thresholds = { items: { blue: 1.4, yellow: 3, orange: 5, red: 10 }, people: { orange: 10 } };
    const tree = evidenceTree(steps, { features: all, thresholds });
    const blue = tree.find(({ tier }) => tier === 'blue');
    expect(blue?.root.parts[1]).toMatchObject({ operator: 'threshold', name: 'items', value: 1.4 });
  });
});
