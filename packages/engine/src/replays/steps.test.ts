import { RuleFileSchema } from '@miaotou/contracts';
import { checkRule } from '@miaotou/rules';
import { describe, expect, it } from 'vitest';
import { scaledFile, stepsOf, thresholdChanges } from './steps.js';

const ruleOf = (n: Record<string, number>) => {
  const file = RuleFileSchema.parse({
    id: 'R90',
    slug: 'sample',
    version: 1,
    name: { zh: '样例', en: 'Sample' },
    subject: 'employer',
    features: { n: { event: 'complaint', take: 'count' } },
    thresholds: { n },
    when: Object.values(n)[0] === 9 ? 'n <= t.n' : 'n >= t.n',
    sentence: { zh: '样例', en: 'sample' },
    plan: 'RP-A',
    effective: { from: '2010-01-01' },
  });
  const checked = checkRule(file);
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message.en).join('; '));
  return checked.rule;
};
const orange = (n: Record<string, number>, factor: number) =>
  scaledFile(ruleOf(n).file, factor).thresholds['n'];

describe('thresholds made harder and easier', () => {
  it.each([
    [
      'rising whole numbers go up, to whole numbers',
      { blue: 2, yellow: 3, orange: 5, red: 10 },
      1.5,
      [2, 3, 8, 15],
    ],
    ['easier ones never pass yellow', { blue: 2, yellow: 4, orange: 5, red: 10 }, 0.7, [2, 4, 4, 7]],
    ['falling ones go down', { blue: 9, yellow: 6, orange: 4, red: 2 }, 2, [9, 6, 2, 1]],
    [
      'falling shares below zero go further down',
      { blue: -0.3, yellow: -0.5, orange: -0.7, red: -0.9 },
      1.25,
      [-0.3, -0.5, -0.875, -1.125],
    ],
  ])('%s', (_, table, factor, expected) => {
    expect(Object.values(orange(table, factor) ?? {})).toEqual(expected);
  });

  it('weighs each setting once, the present one among them', () => {
    const steps = stepsOf(ruleOf({ blue: 1, yellow: 2, orange: 3, red: 4 }));
    const texts = steps.map(({ rule }) => JSON.stringify(rule.file.thresholds));
    expect(new Set(texts).size).toBe(texts.length);
    expect(steps.some(({ factor }) => factor === 1)).toBe(true);
  });

  it('names every number that changed', () => {
    const { file } = ruleOf({ blue: 2, yellow: 3, orange: 5, red: 10 });
    expect(thresholdChanges(file, scaledFile(file, 2))).toMatchObject([
      { tier: 'orange', from: 5, to: 10 },
      { tier: 'red', from: 10, to: 20 },
    ]);
  });
});
