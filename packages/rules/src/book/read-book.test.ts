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
  ['R38', 'never delivered', { silence: null, partial: 0, doubled: 0 }, 'abstained'],
  ['R38', 'on time', { silence: 1.19, partial: 0, doubled: 0 }, null],
  ['R38', '1.2 cycles', { silence: 1.2, partial: 0, doubled: 0 }, 'blue'],
  ['R38', '1.5 cycles', { silence: 1.5, partial: 0, doubled: 0 }, 'yellow'],
  ['R38', 'two cycles', { silence: 2, partial: 0, doubled: 0 }, 'orange'],
  ['R38', 'three cycles', { silence: 3, partial: 1, doubled: 0 }, 'red'],
  ['R38', 'on time with too little', { silence: 0, partial: 1, doubled: 0 }, 'blue'],
  ['R38', 'on time, and twice', { silence: 0, partial: 0, doubled: 1 }, 'blue'],
];

describe('each rule on events and sources', () => {
  test.each(judged)('%s: %s', async (ruleId, _says, given, tier) => {
    const rule = (await loadRuleBook()).find(({ file }) => file.id === ruleId);
    if (rule === undefined) throw new Error(`no rule ${ruleId}`);
    const features = Object.fromEntries(
      rule.features.map(({ name, feature }) => {
        const field = 'field' in feature ? feature.field : name;
        return [name, given[field] ?? null];
      }),
    );
    const { tier: found, abstained } = explainRule(rule, features);
    expect(abstained ? 'abstained' : found).toBe(tier);
  });
});
