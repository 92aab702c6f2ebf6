import type { Feature } from '@miaotou/contracts';
import { eventKinds } from '@miaotou/domain';
import { fillSentence, loadRuleBook } from '@miaotou/rules';
import type { CheckedRule, Value } from '@miaotou/rules';
import { describe, expect, test } from 'vitest';
import { featureLabel, featureValueText } from './feature-words.js';

const book = await loadRuleBook();
const rules = book.map((rule) => [rule.file.id, rule] as const);

/** Every value that a text field of an event can have, by field. */
const codes: Readonly<Record<string, readonly string[]>> = {
  level: ['county', 'city', 'province', 'beijing'],
};

function valuesOf(rule: CheckedRule, name: string): readonly Value[] {
  const found = rule.features.find((one) => one.name === name);
  if (found === undefined) return [null, 0, 1, 2, 3, 4, 0.5];
  const { feature, type } = found;
  if (type === 'bool') return [null, true, false];
  if (type === 'string') return [null, ...(codes['field' in feature ? feature.field : name] ?? [])];
  return [null, 0, 1, 2, 3, 4, 12, 3_000_000];
}

/** What no sentence in Chinese holds: a Latin word; and none in English: a code, or a word for a machine. */
const rawInChinese = /[A-Za-z]{2,}/u;
const rawInEnglish =
  /[一-龥{}=_]|\b(?:true|false|null|undefined|NaN)\b|\b[a-z]+[A-Z]|\b(?:D\d|KG|SI|TAX|RP-)\d*|\b(?:county|city|province|beijing)(?! offices)\b/u;

/** A sentence with one place at a time given every value, the others a plain number. */
function sentencesOf(rule: CheckedRule): { readonly zh: string; readonly en: string }[] {
  const names = [...rule.features.map(({ name }) => name), ...rule.derived.map(({ name }) => name)];
  const calm = new Map<string, Value>(names.map((name) => [name, valuesOf(rule, name)[1] ?? null]));
  return names.flatMap((name) =>
    valuesOf(rule, name).map((value) => fillSentence(rule.file, new Map([...calm, [name, value]]))),
  );
}

describe('words of the rule book', () => {
  test('the book is read whole', () => {
    expect(rules.length).toBeGreaterThanOrEqual(30);
  });

  test.each(rules)('%s: no sentence holds a code, whatever the values', (_id, rule) => {
    for (const { zh, en } of sentencesOf(rule)) {
      expect(zh).not.toMatch(rawInChinese);
      expect(zh).not.toMatch(/[{}=_]/u);
      expect(en).not.toMatch(rawInEnglish);
    }
  });

  test.each(rules)('%s: every feature has a name of its own in both languages', (_id, { features }) => {
    const labels = features.map(({ feature }) => featureLabel(feature));
    for (const { feature } of features) expect(feature.label).toBeDefined();
    for (const { zh, en } of labels) {
      expect(zh).not.toMatch(rawInChinese);
      expect(en).not.toMatch(rawInEnglish);
    }
    expect(new Set(labels.map(({ zh }) => zh)).size).toBe(features.length);
    expect(new Set(labels.map(({ en }) => en)).size).toBe(features.length);
  });

  test.each(rules)('%s: no value is shown as a code', (_id, rule) => {
    for (const { name, feature } of rule.features) {
      for (const value of valuesOf(rule, name)) {
        const text = featureValueText(feature, value);
        if (typeof value === 'string' || typeof value === 'boolean') expect(text).not.toBeNull();
        if (text === null) continue;
        expect(text.zh).not.toMatch(rawInChinese);
        expect(text.en).not.toMatch(rawInEnglish);
      }
    }
  });

  test.each([
    [
      'R24',
      { persons: 36, level: 'city' },
      '来访人数：36；到访层级：市级。',
      'Visitors: 36; visited: city offices.',
    ],
    [
      'R24',
      { persons: null, level: 'beijing' },
      '来访人数：不明；到访层级：进京。',
      'Visitors: unknown; visited: offices in Beijing.',
    ],
    [
      'R36',
      { hit: 3, strongest: 2 },
      '3类来源同时出现信号；最强规则的等级：黄色。',
      '3 source families show signals at once; tier of the strongest rule: yellow.',
    ],
    [
      'R08',
      { months: 3, insured: null },
      '社会保险费欠缴3个月；参保人数：不明。',
      'Social-insurance contributions unpaid for 3 months; people insured: unknown.',
    ],
  ] as const)('%s %o', (id, values, zh, en) => {
    const rule = book.find(({ file }) => file.id === id);
    if (rule === undefined) throw new Error(`${id} is missing`);
    expect(fillSentence(rule.file, new Map(Object.entries(values)))).toEqual({ zh, en });
  });
});

describe('names of features that have none of their own', () => {
  const indicator = { indicator: 'TAX01', window: '2y', optional: false } as const;
  const event = { take: 'count', window: '1d', optional: false } as const;
  const cases: readonly (readonly [Feature, string, string])[] = [
    [{ ...indicator, take: 'streak' }, '（连续期数，近2年）', '(periods running, over 2 years)'],
    [{ ...event, event: 'complaint' }, '投诉举报件数（近1天）', 'complaints: number (over 1 day)'],
    [
      { ...event, event: 'complaint', label: { zh: '投诉', en: 'Complaints' } },
      '投诉（件次，合并前）',
      'before linking',
    ],
    [{ ...event, event: 'petition', take: 'matters' }, '纠纷数', 'quarrels, after linking'],
    [{ ...event, event: 'petition', take: 'distinctPersons' }, '每人计一次', 'each person once'],
    [{ rules: ['R01', 'R02'], take: 'families' }, '有信号的来源类数', 'source families with a signal'],
    [{ silence: 'cycles' }, '断供周期倍数', 'cycles of silence'],
  ];
  test.each(cases)('%o', (feature, zh, en) => {
    const label = featureLabel(feature);
    expect(label.zh).toContain(zh);
    expect(label.en).toContain(en);
  });

  test.each(eventKinds)('%s has a name', (kind) => {
    const { zh, en } = featureLabel({ ...event, event: kind });
    expect(zh).not.toMatch(rawInChinese);
    expect(en).not.toMatch(/[a-z]-[a-z]/u);
  });
});

describe('values of features', () => {
  test.each([
    [
      { indicator: 'TAX01', take: 'latest', window: '6m', optional: false },
      144_000_000,
      '1,440,000元',
      'CNY 1,440,000',
    ],
    [
      { indicator: 'SI01', take: 'change', window: '6m', against: '3m', optional: false },
      -0.5,
      '-50%',
      '-50%',
    ],
    [{ field: 'blocked', type: 'bool', optional: true }, true, '是', 'yes'],
    [{ event: 'complaint', take: 'amount', window: '30d', optional: false }, 150, '1.5元', 'CNY 1.5'],
  ] as const)('%o of %s', (feature, value, zh, en) => {
    expect(featureValueText(feature, value)).toEqual({ zh, en });
  });

  test('a plain number and an unknown value need no words', () => {
    const feature = { indicator: 'SI01', take: 'latest', window: '6m', optional: false } as const;
    expect(featureValueText(feature, 3)).toBeNull();
    expect(featureValueText(feature, null)).toBeNull();
  });
});
