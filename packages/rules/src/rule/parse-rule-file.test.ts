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
  ['a feature of no kind', 'indicator: SI01, take', 'of: SI01, take', 'shape', 7, 11],
  ['a kind of event that there is not', 'event: complaint', 'event: complaints', 'shape', 8, 19],
  ['a take that there is not', 'take: latest', 'take: newest', 'shape', 7, 36],
  ['change against nothing', 'take: latest', 'take: change', 'against', 7, 11],
  ['a baseline of nothing', 'take: latest', 'take: change, against: baseline', 'periods', 7, 11],
  [
    'a value against one outside the window',
    'take: latest',
    'take: change, against: last-year, window: 12m',
    'against-outside',
    7,
    53,
  ],
  ['a comparison where nothing is compared', 'take: latest', "take: latest, is: { '>': 1 }", 'is', 7, 48],
  ['a comparison by nothing', 'take: latest', 'take: streak, is: {}', 'shape', 7, 48],
  ['a window of a century', 'window: 30d', 'window: 100y', 'window-too-long', 8, 51],
  ['a sum of nothing', 'take: count', 'take: sum', 'of', 8, 10],
  ['what cannot be compared', 'take: count', 'take: change, of: sum, against: last-year', 'of', 8, 48],
  [
    'quarrels among several kinds of which one tells of none',
    'complaint, take: count',
    '[complaint, opinion], take: matters',
    'no-matters',
    8,
    47,
  ],
  ['a division by a constant zero', 'items >= 5', 'items / (2 - 2) >= 5', 'division-by-zero', 13, 32],
  ['a single equals sign', 'items >= 5', 'items = 5', 'expression-syntax', 13, 29],
  ['a sign from a Chinese keyboard', 'items >= 5', 'items ≥ 5', 'expression-syntax', 13, 29],
  ['brackets without end', 'items >= 5', '(items >= 5', 'expression-syntax', 13, 34],
  [
    'brackets a hundred deep',
    'items >= 5',
    `${'('.repeat(99)}items${')'.repeat(99)} >= 5`,
    'too-deep',
    13,
    83,
  ],
  ['ten thousand letters of a sum', 'items >= 5', `items >= 0${' + 1'.repeat(2200)}`, 'too-large', 13, 32],
  [
    'a name that closes a text',
    'months: { indicator',
    '"x\'; DROP TABLE observations": { indicator',
    'shape',
    7,
    34,
  ],
  ['a feature named as a word of the language', 'items: { event', 'in: { event', 'reserved-name', 8, 7],
  ['a division by a text', 'items >= 5', "items / 'a' >= 5", 'wrong-type', 13, 31],
  ['a missing sentence', "sentence: { zh: '欠{months}月', en: '{months} months' }", '', 'shape', 1, 1],
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

  const told: readonly (readonly [string, string, string, string, string])[] = [
    ['the name that was meant', 'items >= 5', 'itms >= 5', '是否应为 items', 'did you mean items'],
    ['the take that was meant', 'take: latest', 'take: lastest', '是否应为 latest', 'did you mean latest'],
    [
      'the event that was meant',
      'event: complaint',
      'event: complaints',
      '是否应为 complaint',
      'mean complaint',
    ],
    [
      'all names where none is near',
      'items >= 5',
      'xyzzy >= 5',
      '已有：months、items',
      'there are: months, items',
    ],
    ['what was expected', 'items >= 5', 'items >= )', '应为数值、名称或左括号，实为“)”', "found ')'"],
    ['what ends too early', 'items >= 5', 'items >=', '没有写完', 'unfinished'],
    ['what to write instead', 'items >= 5', 'items ≥ 5', '应写 >=', 'write >='],
    [
      'which type was expected',
      'items >= 5',
      "items >= 'a'",
      '应为数值，实为文本',
      'a number here, found a text',
    ],
  ];

  test.each(told)('tells %s, in both languages', (_says, from, to, zh, en) => {
    const parsed = parseRuleFile(good.replace(from, to), 'R90.yaml');
    const messages = parsed.ok ? [] : parsed.faults.map(({ message }) => message);
    expect(messages.map((message) => message.zh).join('\n')).toContain(zh);
    expect(messages.map((message) => message.en).join('\n')).toContain(en);
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
