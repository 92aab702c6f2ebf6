import { defaultTimeNodes } from '@miaotou/domain';
import type { TimeNode } from '@miaotou/domain';
import { describe, expect, test } from 'vitest';
import { loadRuleBook } from '../book/index.js';
import { explainRule } from '../explain/index.js';
import { adjustedTiers, onDays, withNodes } from '../rule/index.js';
import { lunarDay } from './index.js';

const bookWith = async (nodes: readonly TimeNode[] = defaultTimeNodes) =>
  withNodes(await loadRuleBook(), () => nodes, lunarDay);
const ruleOf = async (id: string) => {
  const rule = (await bookWith()).find(({ file }) => file.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
};

describe('a rule on a day of nodes', () => {
  test.each([
    ['2026-10-20', 'yellow', 'yellow'],
    ['2026-11-23', 'yellow', 'orange'],
    ['2026-02-01', 'yellow', 'orange'],
    ['2026-02-17', 'yellow', 'yellow'],
  ])('on %s %s is %s', async (day, base, tier) => {
    const said = explainRule(await ruleOf('R02'), { people: 12, claims: 0 }, day);
    expect([said.base, said.tier]).toEqual([base, tier]);
  });

  test('red stays red', async () => {
    const said = explainRule(await ruleOf('R02'), { people: 60, claims: 0 }, '2026-11-23');
    expect([said.base, said.tier]).toEqual(['red', 'red']);
  });

  test('nothing is raised where nothing was given', async () => {
    expect(explainRule(await ruleOf('R02'), { people: 0, claims: 0 }, '2026-11-23').tier).toBeNull();
  });

  test('a month more is tolerated in July, and said in the thresholds used', async () => {
    const rule = await ruleOf('R08');
    expect(explainRule(rule, { months: 1, insured: 10 }, '2026-06-30').tier).toBe('blue');
    const july = explainRule(rule, { months: 1, insured: 10 }, '2026-07-10');
    expect(july.tier).toBeNull();
    expect(july.tiers.map(({ thresholds }) => thresholds['months'])).toEqual([7, 4, 3, 2]);
  });
});

test('days on which nodes make the same of a rule are one stretch', async () => {
  const days = ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02', '2026-12-05'];
  const [rule] = onDays(
    (await bookWith()).filter(({ file }) => file.id === 'R01'),
    days,
  );
  expect(rule?.stretches?.map(({ from, to }) => [from, to])).toEqual([['2026-11-01', '2026-12-05']]);
  const [plain] = onDays(
    (await bookWith()).filter(({ file }) => file.id === 'R01'),
    ['2026-10-30'],
  );
  expect(plain?.stretches).toBeUndefined();
});

describe('a factor below one is reached earlier', () => {
  const tiersOf = (numbers: readonly number[]) =>
    numbers.map((value, at) => ({
      tier: (['red', 'orange', 'yellow', 'blue'] as const)[at] ?? 'blue',
      thresholds: { value },
      conditions: [],
    }));
  test.each([
    ['counts that rise', [10, 5, 3, 2], 0.7, [7, 3.5, 2.1, 1.4]],
    ['shares that fall below zero', [-0.9, -0.7, -0.5, -0.3], 0.5, [-0.45, -0.35, -0.25, -0.15]],
    ['days left, which count down', [0, 3, 7, 15], 0.5, [0, 6, 14, 30]],
  ])('%s', (_name, numbers, factor, wanted) => {
    const found = adjustedTiers(tiersOf(numbers), { factor, allowance: {} });
    expect(found.map(({ thresholds }) => thresholds.value)).toEqual(wanted);
  });
});
