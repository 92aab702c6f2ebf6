import { RuleFileSchema } from '@miaotou/contracts';
import type { RuleFile } from '@miaotou/contracts';
import { loadRuleBook, parseRuleFile, ruleText } from '@miaotou/rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../ledger/index.js';
import { judgesDifferently, ruleChanges } from './changes.js';
import { threeWay } from './three-way.js';
import { wordChanges } from './word-changes.js';

const book = (await loadRuleBook()).map(({ file }) => file);
const complaints = book.find(({ id }) => id === 'R15');
if (complaints === undefined) throw new Error('the book has no R15');
const base: RuleFile = complaints;
const changed = (patch: Partial<RuleFile>): RuleFile => ({ ...base, ...patch });

const cases: readonly (readonly [string, RuleFile, string, string])[] = [
  [
    'a threshold',
    changed({ thresholds: { ...base.thresholds, items: { ...base.thresholds['items'], orange: 6 } } }),
    '橙色阈值 30日内投诉举报件数 5 → 6',
    'Orange threshold of Complaints in 30 days 5 → 6',
  ],
  [
    'a threshold that was not there',
    changed({ thresholds: { ...base.thresholds, people: { ...base.thresholds['people'], blue: 2 } } }),
    '新增蓝色阈值 30日内投诉举报人数：2',
    'Blue threshold of People who complained in 30 days added: 2',
  ],
  [
    'a condition',
    changed({ when: 'items > t.items' }),
    '条件改为 items > t.items',
    'Condition is now items > t.items',
  ],
  [
    'a further condition left out',
    changed({ also: { orange: 'people >= t.people', red: 'people >= t.people' } }),
    '删除黄色另列条件：people >= t.people',
    'Yellow further condition removed: people >= t.people',
  ],
  [
    'a new feature',
    changed({
      features: {
        ...base.features,
        quarrels: RuleFileSchema.shape.features.parse({
          quarrels: { event: 'complaint', take: 'matters', label: { zh: '纠纷数', en: 'quarrels' } },
        })['quarrels'] ?? { rules: [], take: 'maxTier' },
      },
    }),
    '新增特征 quarrels（纠纷数）',
    'Feature quarrels (quarrels) added',
  ],
  ['another plan', changed({ plan: 'RP-B' }), '应对预案 RP-A → RP-B', 'response plan RP-A → RP-B'],
  [
    'an end',
    changed({ effective: { ...base.effective, to: '2027-01-31' } }),
    '2027-01-31 之后停用',
    'Retired after 2027-01-31',
  ],
];

describe('what a version changes', () => {
  test.each(cases)('%s is told in plain words', (_says, after, zh, en) => {
    expect(ruleChanges(base, after).map(({ text }) => text)).toEqual([{ zh, en }]);
  });

  test('nothing is told of a new number alone', () => {
    expect(ruleChanges(base, { ...base, version: 9 })).toEqual([]);
  });

  test('is empty if and only if two rules say the same', () => {
    const part = fc.record(
      {
        name: fc.constantFrom(base.name, { zh: '别名', en: 'Other' }),
        description: fc.constantFrom(undefined, base.description),
        thresholds: fc.constantFrom(base.thresholds, {}, { items: {} }, { items: { blue: 2 } }),
        when: fc.constantFrom(undefined, base.when, 'items > 3'),
        also: fc.constantFrom(base.also, {}, { red: 'people > 3' }),
        derive: fc.constantFrom(base.derive, { both: 'items + people' }),
        families: fc.constantFrom(base.families, []),
        legalBasis: fc.constantFrom(base.legalBasis, []),
        features: fc.constantFrom(base.features, {
          items: base.features['items'] ?? { rules: [], take: 'maxTier' as const },
        }),
        effective: fc.constantFrom(
          base.effective,
          { from: '2020-01-01' },
          { from: '2020-01-01', to: '2021-01-01' },
        ),
      },
      { requiredKeys: [] },
    );
    const bare = ({ version: _version, ...rest }: RuleFile) => canonicalJson(rest);
    fc.assert(
      fc.property(part, part, (one, other) => {
        const clean = (patch: object) => ({ ...base, ...patch });
        const [before, after] = [clean(one), clean(other)];
        expect(ruleChanges(before, after).length === 0).toBe(bare(before) === bare(after));
      }),
      { numRuns: 300 },
    );
  });

  test('judges differently by numbers and conditions, not by words', () => {
    expect(judgesDifferently(base, changed({ name: { zh: '别名', en: 'Other' } }))).toBe(false);
    expect(judgesDifferently(base, changed({ when: 'items > t.items' }))).toBe(true);
  });
});

describe('changed words', () => {
  test('of a condition are single words', () => {
    expect(wordChanges('items >= t.items && people > 3', 'items >= t.items && people > 10')).toEqual([
      { kind: 'same', text: 'items >= t.items && people > ' },
      { kind: 'removed', text: '3' },
      { kind: 'added', text: '10' },
    ]);
  });

  test('give both texts back', () => {
    const text = fc.stringMatching(/^[ab <>=1件]{0,40}$/u);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = wordChanges(before, after);
        const without = (kind: string) =>
          runs
            .filter((run) => run.kind !== kind)
            .map((run) => run.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  test('of two long unlike texts are told whole', () => {
    const [before, after] = ['a + '.repeat(2_400), 'b - '.repeat(2_400)];
    expect(wordChanges(before, after).every(({ text }) => text !== '')).toBe(true);
  });
});

describe('a rule as a file', () => {
  test.each(book.map((file) => [file.id, file] as const))('%s reads back the same', (_id, file) => {
    const parsed = parseRuleFile(ruleText(file), 'x.yaml');
    expect(parsed.ok ? parsed.rule.file : parsed.faults).toEqual(file);
  });

  test('reads back whatever words it holds', () => {
    const words = fc.record({
      zh: fc.string({ minLength: 1, unit: 'grapheme' }),
      en: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(
        words,
        words,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (name, description, blue) => {
          const file = changed({ name, description, thresholds: { items: { blue } }, also: {} });
          const parsed = parseRuleFile(ruleText(file), 'x.yaml');
          expect(parsed.ok ? canonicalJson(parsed.rule.file) : parsed.faults).toEqual(canonicalJson(file));
        },
      ),
    );
  });
});

describe('two changes of one rule', () => {
  test('in different places are both kept', () => {
    const merged = threeWay({ a: 1, b: { c: 2, d: 3 } }, { a: 5, b: { c: 2, d: 3 } }, { a: 1, b: { c: 9 } });
    expect(merged).toEqual({ value: { a: 5, b: { c: 9 } }, conflicts: [] });
  });

  test('in one place keep the draft and are named', () => {
    expect(threeWay({ b: { c: 2 } }, { b: { c: 3 } }, { b: { c: 4 } })).toEqual({
      value: { b: { c: 3 } },
      conflicts: ['b.c'],
    });
  });
});
