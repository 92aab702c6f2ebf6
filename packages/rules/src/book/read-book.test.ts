import { describe, expect, test } from 'vitest';
import { explainRule } from '../explain/index.js';
import type { Value } from '../expression/index.js';
import { loadRuleBook } from './index.js';

type Fields = Readonly<Record<string, Value>>;
const judged: readonly (readonly [string, string, Fields, string | null])[] = [
  ['R24', 'one visitor', { persons: 1, level: 'county' }, 'blue'],
  ['R24', 'four', { persons: 4, level: 'county' }, 'blue'],
  ['R24', 'five', { persons: 5, level: 'county' }, 'yellow'],
  ['R24', 'nine', { persons: 9, level: 'county' }, 'yellow'],
  ['R24', 'ten', { persons: 10, level: 'county' }, 'orange'],
  ['R24', 'twenty-nine', { persons: 29, level: 'county' }, 'orange'],
  ['R24', 'thirty', { persons: 30, level: 'county' }, 'red'],
  ['R24', 'one at the city', { persons: 1, level: 'city' }, 'red'],
  ['R24', 'number unknown, in Beijing', { persons: null, level: 'beijing' }, 'red'],
  ['R24', 'number unknown, county', { persons: null, level: 'county' }, 'abstained'],
  ['R26', 'a call online', { callOnly: true }, 'blue'],
  ['R26', 'nothing known but that it happened', {}, 'yellow'],
  ['R26', 'nine people', { persons: 9 }, 'yellow'],
  ['R26', 'ten people', { persons: 10 }, 'orange'],
  ['R26', 'twenty-nine', { persons: 29 }, 'orange'],
  ['R26', 'thirty', { persons: 30 }, 'red'],
  [
    'R26',
    'line stopped, number unknown',
    { lineStopped: true, blocked: false, injured: false, arrests: false },
    'orange',
  ],
  ['R26', 'police came', { persons: 1, police: true }, 'orange'],
  ['R26', 'blockade', { persons: 1, blocked: true }, 'red'],
  ['R26', 'injury', { persons: null, injured: true }, 'red'],
  ['R26', 'arrests', { persons: 1, arrests: true }, 'red'],
  ['R04', 'no order', { payDueOn: null }, null],
  ['R04', 'issued', { payDueOn: 12, paidOn: null }, 'blue'],
  ['R04', 'four days left', { payDueOn: 4 }, 'blue'],
  ['R04', 'three days left', { payDueOn: 3 }, 'yellow'],
  ['R04', 'the last day', { payDueOn: 0 }, 'yellow'],
  ['R04', 'expired', { payDueOn: -1, persons: 5, amountFen: 100_000 }, 'orange'],
  ['R04', 'expired and criminal', { payDueOn: -1, persons: 10, amountFen: 6_000_000 }, 'red'],
  ['R04', 'one worker, three months', { payDueOn: -1, persons: 1, months: 3, amountFen: 1_000_000 }, 'red'],
  ['R04', 'paid', { payDueOn: -1, paidOn: '2026-11-20' }, null],
  ['R21', 'sixteen days left', { dueOn: 16 }, null],
  ['R21', 'fifteen', { dueOn: 15 }, 'blue'],
  ['R21', 'seven', { dueOn: 7 }, 'yellow'],
  ['R21', 'three', { dueOn: 3 }, 'orange'],
  ['R21', 'the last day', { dueOn: 0 }, 'orange'],
  ['R21', 'overdue', { dueOn: -1 }, 'red'],
  ['R21', 'not accepted', { dueOn: null }, 'abstained'],
  ['R22', 'four days before', { performBy: 4 }, null],
  ['R22', 'three days before', { performBy: 3 }, 'blue'],
  ['R22', 'the last day', { performBy: 0 }, 'blue'],
  ['R22', 'a day late', { performBy: -1, persons: 9 }, 'yellow'],
  ['R22', 'seven days late', { performBy: -7 }, 'orange'],
  ['R22', 'fifteen days late', { performBy: -15 }, 'red'],
  ['R22', 'a day late for ten people', { performBy: -1, persons: 10 }, 'red'],
  ['R22', 'the last day for ten people', { performBy: 0, persons: 10 }, 'blue'],
  ['R23', 'day 6', { concludedOn: 9 }, null],
  ['R23', 'day 7', { concludedOn: 8 }, 'blue'],
  ['R23', 'day 10', { concludedOn: 5 }, 'yellow'],
  ['R23', 'day 13', { concludedOn: 2 }, 'orange'],
  ['R23', 'day 15', { concludedOn: 0 }, 'orange'],
  ['R23', 'day 16', { concludedOn: -1 }, 'red'],
  ['R23', 'day 30, confirmation still open', { concludedOn: -15 }, 'red'],
  ['R23', 'day 31, nothing is open', { concludedOn: -16 }, null],
  ['R25', 'six days left', { dueOn: 6 }, null],
  ['R25', 'five', { dueOn: 5 }, 'blue'],
  ['R25', 'three', { dueOn: 3 }, 'yellow'],
  ['R25', 'one', { dueOn: 1 }, 'orange'],
  ['R25', 'overdue', { dueOn: -1 }, 'red'],
  ['R16', 'four, doubled', { now: 4, change: 1 }, null],
  ['R16', '29 % more', { now: 5, change: 0.29 }, null],
  ['R16', '30 % more', { now: 5, change: 0.3 }, 'blue'],
  ['R16', '50 % more', { now: 5, change: 0.5 }, 'yellow'],
  ['R16', '80 % more', { now: 5, change: 0.8 }, 'orange'],
  ['R16', 'doubled', { now: 10, change: 1 }, 'red'],
  ['R16', 'last year not known', { now: 10, change: null }, 'abstained'],
  ['R161', 'doubled', { now: 5, change: 1 }, 'red'],
  ['R19', '14 % more', { now: 9, change: 0.14 }, null],
  ['R19', '15 % more', { now: 9, change: 0.15 }, 'blue'],
  ['R19', '30 % more', { now: 9, change: 0.3 }, 'yellow'],
  ['R19', '50 % more', { now: 9, change: 0.5 }, 'orange'],
  ['R19', '80 % more', { now: 9, change: 0.8 }, 'red'],
  ['R191', '80 % more of four', { now: 4, change: 0.8 }, null],
  ['R191', '80 % more', { now: 9, change: 0.8 }, 'red'],
  ['R38', 'never delivered', { silence: null, partial: 0, doubled: 0 }, 'abstained'],
  ['R38', 'on time', { silence: 1.19, partial: 0, doubled: 0 }, null],
  ['R38', '1.2 cycles', { silence: 1.2, partial: 0, doubled: 0 }, 'blue'],
  ['R38', '1.5 cycles', { silence: 1.5, partial: 0, doubled: 0 }, 'yellow'],
  ['R38', 'two cycles', { silence: 2, partial: 0, doubled: 0 }, 'orange'],
  ['R38', 'three cycles', { silence: 3, partial: 1, doubled: 0 }, 'red'],
  ['R38', 'on time with too little', { silence: 0, partial: 1, doubled: 0 }, 'blue'],
  ['R38', 'on time, and twice', { silence: 0, partial: 0, doubled: 1 }, 'blue'],
];

describe('each rule on events, places, trades and sources', () => {
  test('has cases', async () => {
    const others = (await loadRuleBook()).filter(({ file }) => file.subject !== 'employer');
    const cased = new Set(judged.map(([ruleId]) => ruleId));
    expect(others.map(({ file }) => file.id).filter((id) => !cased.has(id))).toEqual([]);
  });

  test.each(judged)('%s: %s', async (ruleId, _says, given, tier) => {
    const rule = (await loadRuleBook()).find(({ file }) => file.id === ruleId);
    if (rule === undefined) throw new Error(`no rule ${ruleId}`);
    const features = Object.fromEntries(
      rule.features.map(({ name, feature }) => {
        const field = 'field' in feature ? feature.field : 'deadline' in feature ? feature.deadline : name;
        return [name, given[field] ?? null];
      }),
    );
    const { tier: found, abstained } = explainRule(rule, features);
    expect(abstained ? 'abstained' : found).toBe(tier);
  });
});
