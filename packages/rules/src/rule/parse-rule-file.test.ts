import { describe, expect, test } from 'vitest';
import { checkBook, parseRuleFile } from './index.js';

const good = `id: R90
slug: sample
version: 1
name: { zh: 样例, en: Sample }
subject: employer
features:
  months: { indicator: SI01, take: latest }
  items: { event: complaint, take: count, window: 30d }
thresholds:
  months: { blue: 1, yellow: 2 }
when: months >= t.months
also:
  red: months >= 2 && items >= 5
sentence: { zh: '欠{months}月', en: '{months} months' }
plan: RP-A
effective: { from: 2026-01-01 }
`;

const faults: readonly (readonly [string, string, string, string, number, number])[] = [
  ['an unknown feature', 'when: months', 'when: weeks', 'unknown-feature', 11, 7],
  ['an unknown feature later in a condition', 'items >= 5', 'item >= 5', 'unknown-feature', 13, 23],
  ['a number where a condition must be', 'when: months >= t.months', 'when: months + 1', 'wrong-type', 11, 7],
  ['a text compared with a number', 'items >= 5', 'items >= "5"', 'wrong-type', 13, 32],
  ['thresholds out of order', 'yellow: 2', 'yellow: 2, orange: 1', 'thresholds-out-of-order', 10, 11],
  ['an unknown tier', 'yellow: 2', 'purple: 2', 'shape', 10, 30],
  [
    'an expression that is too long',
    'when: months >= t.months',
    `when: months >= ${'1 + '.repeat(2600)}1`,
    'shape',
    11,
    7,
  ],
  ['a malformed window', 'window: 30d', 'window: 30x', 'window-malformed', 8, 51],
  ['an empty window', 'window: 30d', 'window: 0d', 'window-malformed', 8, 51],
  ['dates reversed', '2026-01-01 }', '2026-01-01, to: 2025-01-01 }', 'dates-reversed', 16, 36],
  ['an unknown indicator', 'SI01', 'SI99', 'unknown-indicator', 7, 24],
  ['quarrels of posts', 'complaint, take: count', 'opinion, take: matters', 'no-matters', 8, 34],
  ['an unknown plan', 'RP-A', 'RP-Z', 'unknown-plan', 15, 7],
  ['a threshold of nothing', 't.months', 't.items', 'unknown-threshold', 11, 17],
  ['a place of nothing in the sentence', "'{months} months'", "'{weeks} weeks'", 'unknown-feature', 14, 36],
  ['a broken expression', 'items >= 5', 'items >=', 'expression-syntax', 13, 31],
  ['a function that there is not', 'items >= 5', 'size(items) > 1', 'not-supported', 13, 23],
  ['broken YAML', 'subject: employer', 'subject: [employer', 'yaml', 6, 1],
];

describe('a rule file', () => {
  test('that is right gives a rule', () => {
    const parsed = parseRuleFile(good, 'R90.yaml');
    expect(parsed.ok).toBe(true);
  });

  test.each(faults)('%s is told with its place', (_says, from, to, code, line, column) => {
    const parsed = parseRuleFile(good.replace(from, to), 'R90.yaml');
    const found = parsed.ok ? [] : parsed.faults;
    expect(found.map((fault) => `${fault.code} ${fault.file}:${fault.line}:${fault.column}`)).toContain(
      `${code} R90.yaml:${line}:${column}`,
    );
  });

  test('all faults are told at once', () => {
    const parsed = parseRuleFile(good.replace('SI01', 'SI99').replace('RP-A', 'RP-Z'), 'R90.yaml');
    expect(parsed.ok ? 0 : parsed.faults.length).toBe(2);
  });

  test('rules that ask each other are refused', () => {
    const asking = (id: string, other: string) => {
      const text = good
        .replace('R90', id)
        .replace(
          'take: count, window: 30d',
          'take: count, window: 30d }\n  others: { take: maxTier, rules: [' + other + ']',
        );
      const parsed = parseRuleFile(text, `${id}.yaml`);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
      return parsed.rule;
    };
    const book = checkBook([asking('R90', 'R91'), asking('R91', 'R90')]);
    expect(book.ok ? [] : book.faults.map(({ code }) => code)).toEqual(['circular', 'circular']);
  });
});
