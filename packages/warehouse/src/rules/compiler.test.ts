import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RuleFileSchema } from '@miaotou/contracts';
import { tierRank } from '@miaotou/domain';
import { checkRule, explainRule, ruleSql, sqlNumber, sqlText } from '@miaotou/rules';
import type { CheckedRule, Value, ValueType } from '@miaotou/rules';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';

let directory: string;
let warehouse: Warehouse;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-compiler-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 1 });
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const features = {
  n: 'number',
  m: 'number',
  optionalN: 'number',
  s: 'string',
  optionalS: 'string',
  b: 'bool',
  optionalB: 'bool',
} as const satisfies Record<string, ValueType>;
type FeatureName = keyof typeof features;
const featureNames = Object.keys(features) as FeatureName[];
const texts = ['', 'a', "it's", '线下\\"', 'x\ny'];
const someNumber = fc.constantFrom(-1, 0, 1, 2, 3, 0.5, 1e15, -0.25);

/** Texts of expressions of one type; derived values are spoken of only where they exist. */
function expressions(derived: boolean) {
  return fc.letrec<Record<ValueType, string>>((tie) => {
    const number = tie('number');
    const bool = tie('bool');
    const string = tie('string');
    const leaf = { maxDepth: 4, depthIdentifier: 'expression' } as const;
    return {
      number: fc.oneof(
        leaf,
        fc.constantFrom('n', 'm', 'optionalN', ...(derived ? ['d', 't.n'] : [])),
        someNumber.map((value) => (value < 0 ? `(${value})` : String(value))),
        fc.tuple(number, fc.constantFrom('+', '-', '*', '/'), number).map(([a, o, b]) => `(${a} ${o} ${b})`),
        number.map((a) => `-(${a})`),
        fc.tuple(bool, number, number).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      ),
      bool: fc.oneof(
        leaf,
        fc.constantFrom('b', 'optionalB', 'true', 'false', 'has(f.optionalN)', 'has(f.optionalS)'),
        fc
          .tuple(number, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), number)
          .map(([a, o, b]) => `(${a} ${o} ${b})`),
        fc.tuple(string, fc.constantFrom('==', '!='), string).map(([a, o, b]) => `(${a} ${o} ${b})`),
        fc.tuple(bool, fc.constantFrom('&&', '||', '=='), bool).map(([a, o, b]) => `(${a} ${o} ${b})`),
        bool.map((a) => `!${a}`),
        fc.tuple(number, number, number).map(([a, b, c]) => `(${a} in [${b}, ${c}])`),
        fc.tuple(string, string).map(([a, b]) => `(${a} in [${b}, "a"])`),
        fc.tuple(bool, bool, bool).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      ),
      string: fc.oneof(
        leaf,
        fc.constantFrom('s', 'optionalS'),
        fc.constantFrom(...texts).map((text) => JSON.stringify(text)),
        fc.tuple(bool, string, string).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      ),
    };
  });
}

const rules = fc
  .record({
    derived: expressions(false).number,
    when: expressions(true).bool,
    orange: expressions(true).bool,
    red: expressions(true).bool,
    steps: fc.tuple(someNumber, someNumber).filter(([low, high]) => low <= high),
  })
  .map(({ derived, when, orange, red, steps: [low, high] }): CheckedRule | null => {
    const file = RuleFileSchema.parse({
      id: 'R99',
      slug: 'random',
      version: 1,
      name: { zh: '随机', en: 'Random' },
      subject: 'event',
      event: { kind: 'complaint' },
      features: Object.fromEntries(
        Object.entries(features).map(([field, type]) => [
          field,
          { field, type: type === 'number' ? 'double' : type, optional: field.startsWith('optional') },
        ]),
      ),
      derive: { d: derived },
      thresholds: { n: { blue: low, orange: high, red: high } },
      when,
      also: { orange, red },
      sentence: { zh: '随机', en: 'random' },
      plan: 'RP-A',
      effective: { from: '2026-01-01' },
    });
    const checked = checkRule(file);
    if (checked.ok) return checked.rule;
    // Refused before it is ever compiled, and so nothing to compare.
    if (checked.faults.every(({ code }) => code === 'division-by-zero')) return null;
    throw new Error(checked.faults.map((fault) => fault.message.en).join('; '));
  })
  .filter((rule) => rule !== null);

const valueOf: Record<ValueType, fc.Arbitrary<Value>> = {
  number: fc.option(someNumber, { nil: null, freq: 8 }),
  string: fc.option(fc.constantFrom(...texts), { nil: null, freq: 8 }),
  bool: fc.option(fc.boolean(), { nil: null, freq: 8 }),
};
const factRow = fc.record(
  Object.fromEntries(featureNames.map((name) => [name, valueOf[features[name]]])) as Record<
    FeatureName,
    fc.Arbitrary<Value>
  >,
);

const engineTypes: Record<ValueType, string> = { number: 'Float64', string: 'String', bool: 'Bool' };

function literal(value: Value): string {
  if (typeof value === 'number') return sqlNumber(value);
  return typeof value === 'string' ? sqlText(value) : String(value);
}

/** The tier of each rule on each row, all in one query. */
async function tiersOf(judged: readonly CheckedRule[], values: readonly Record<FeatureName, Value>[]) {
  const types = featureNames.map((name) => `${name} Nullable(${engineTypes[features[name]]})`).join(', ');
  const facts = values.map(
    (one, at) => `(${at}, ${featureNames.map((name) => literal(one[name])).join(', ')})`,
  );
  const columns = judged.map((rule, at) => {
    const sql = ruleSql(rule, (name) => name, `rule${at}`);
    const derived = sql.derived.map(({ column, sql: text }) => `${text} AS ${column}, `).join('');
    return `${derived}${sql.tier} AS tier${at}`;
  });
  const tiers = judged.map((_, at) => `tier${at}`).join(', ');
  const found = await warehouse.run(
    `SELECT [${tiers}] AS tiers FROM (SELECT at, ${columns.join(', ')} FROM values(${sqlText(`at UInt32, ${types}`)}, ${facts.join(', ')})) ORDER BY at`,
    {},
    z.object({ tiers: z.array(z.number().nullable()) }),
  );
  return found.map((row) => row.tiers);
}

const [rulesEach, rowsEach, rounds] = [10, 100, 10];

describe('a compiled rule', () => {
  test(`gives in the engine what cel-js gives, unknown values and zero divisors included: ${rulesEach * rowsEach * rounds} pairs of rule and row`, async () => {
    const size = (length: number) => ({ minLength: length, maxLength: length });
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(rules, size(rulesEach)),
        fc.array(factRow, size(rowsEach)),
        async (judged, values) => {
          const explained = values.map((one) =>
            judged.map((rule) => {
              const { tier, abstained } = explainRule(rule, one);
              return abstained ? null : tierRank(tier);
            }),
          );
          const compiled = await tiersOf(judged, values);
          const different = judged.filter((_, at) =>
            values.some((_row, place) => compiled[place]?.[at] !== explained[place]?.[at]),
          );
          expect(different.map(({ file }) => ({ ...file.derive, when: file.when, ...file.also }))).toEqual(
            [],
          );
          pairs += judged.length * values.length;
        },
      ),
      { numRuns: rounds },
    );
    expect(pairs).toBe(10_000);
  }, 120_000);
});
