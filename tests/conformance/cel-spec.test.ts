import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tests as specification } from '@bufbuild/cel-spec/testdata/conformance.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { celEvaluator, expressionSql, readExpression, sqlNumber, sqlText } from '@miaotou/rules';
import type { Value, ValueType } from '@miaotou/rules';
import { openEmbeddedWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';

const Scalar = z.looseObject({
  boolValue: z.boolean().optional(),
  stringValue: z.string().optional(),
  doubleValue: z.union([z.number(), z.string()]).optional(),
  int64Value: z.union([z.number(), z.string()]).optional(),
  uint64Value: z.union([z.number(), z.string()]).optional(),
});
const Original = z.looseObject({
  name: z.string(),
  expr: z.string(),
  value: Scalar.optional(),
  evalError: z.unknown().optional(),
  typedResult: z.unknown().optional(),
  container: z.string().optional(),
  bindings: z.record(z.string(), z.looseObject({ value: Scalar.optional() })).optional(),
});
interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[] | undefined;
  readonly tests?: readonly { readonly original: unknown }[] | undefined;
}

interface Case {
  readonly name: string;
  readonly expr: string;
  /** Null where CEL fails, which is "not known" here; undefined for a type that rules do not have. */
  readonly expected: Value | undefined;
  readonly bindings: ReadonlyMap<string, Value | undefined>;
}

function valueOf(scalar: z.infer<typeof Scalar> | undefined): Value | undefined {
  if (scalar?.boolValue !== undefined) return scalar.boolValue;
  if (scalar?.stringValue !== undefined) return scalar.stringValue;
  const number = scalar?.doubleValue ?? scalar?.int64Value ?? scalar?.uint64Value;
  return number === undefined ? undefined : Number(number);
}

/** What must come of a case; one that says nothing expects true. */
function expectedOf({
  value,
  evalError,
  typedResult,
  container,
}: z.infer<typeof Original>): Value | undefined {
  if (evalError !== undefined) return null;
  if (typedResult !== undefined || container !== undefined) return undefined;
  return value === undefined ? true : valueOf(value);
}

function casesOf(suite: Suite, path: string): readonly Case[] {
  const own = (suite.tests ?? []).map(({ original }): Case => {
    const parsed = Original.parse(original);
    return {
      name: `${path}/${parsed.name}`,
      expr: parsed.expr,
      expected: expectedOf(parsed),
      bindings: new Map(
        Object.entries(parsed.bindings ?? {}).map(([key, { value }]) => [key, valueOf(value)]),
      ),
    };
  });
  return [...own, ...(suite.suites ?? []).flatMap((one) => casesOf(one, `${path}/${one.name}`))];
}

const typeOf = (value: Value | undefined): ValueType =>
  typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : 'number';

/** Whole numbers are doubles here, so what leaves 64 bits is no error. */
const leaves64Bits = /\/int64_math\/int64_(overflow|min_negate)/u;

function sorted(one: Case) {
  const names = new Map([...one.bindings].map(([name, value]) => [name, typeOf(value)]));
  if ([...one.bindings.values()].includes(undefined)) return { ...one, reason: 'value of another type' };
  const read = readExpression(one.expr, { names, thresholds: new Set() });
  if (!read.ok) return { ...one, reason: read.fault.code };
  if (one.expected === undefined) return { ...one, reason: 'value of another type' };
  if (leaves64Bits.test(one.name)) return { ...one, reason: 'whole numbers are doubles' };
  return { ...one, reason: null, expression: read.expression, names };
}

const all = casesOf(specification, '').map(sorted);
const ours = all.flatMap((one) => ('expression' in one ? one : []));

function literal(value: Value): string {
  if (typeof value === 'number') return sqlNumber(value);
  return typeof value === 'string' ? sqlText(value) : String(value);
}

let directory: string;
let warehouse: Warehouse;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-cel-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 1 });
}, 60_000);
afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const engineTypes: Readonly<Record<ValueType, string>> = {
  number: 'Float64',
  string: 'String',
  bool: 'Bool',
};
/** Minus zero is zero. */
const plain = (value: Value | undefined): Value => (value === 0 ? 0 : (value ?? null));
const results = (values: readonly Value[]) =>
  ours.map(({ name, expr }, at) => ({ name, expr, value: plain(values[at]) }));

describe('the cases of the CEL specification in the subset of the rule language', () => {
  const expected = results(ours.map(({ expected: value }) => plain(value)));

  test('give what they must through cel-js', () => {
    const found = ours.map(({ bindings, expression, names }) => {
      const values = new Map([...bindings].map(([name, value]) => [name, value ?? null]));
      return celEvaluator(expression, names)(values, {});
    });
    expect(results(found)).toEqual(expected);
  });

  test('give what they must through the engine', async () => {
    const columns = ours.map(({ bindings, expression }) => {
      const nameSql = (name: string): string => literal(bindings.get(name) ?? null);
      const sql = expressionSql(expression, { nameSql, threshold: () => Number.NaN });
      return `CAST(${sql} AS Nullable(${engineTypes[expression.type]}))`;
    });
    const [row] = await warehouse.run(
      `SELECT tuple(${columns.join(', ')}) AS found SETTINGS output_format_json_named_tuples_as_objects = 0, output_format_json_quote_denormals = 1`,
      {},
      z.object({ found: z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])) }),
    );
    const denormals: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity };
    const found = (row?.found ?? []).map((value, at) =>
      ours[at]?.expression.type === 'number' && typeof value === 'string'
        ? (denormals[value] ?? Number.NaN)
        : value,
    );
    expect(results(found)).toEqual(expected);
  });

  test('are these many, and every other is left out for a reason', () => {
    const counts: Record<string, number> = {};
    for (const { reason } of all)
      counts[reason ?? 'in the subset'] = (counts[reason ?? 'in the subset'] ?? 0) + 1;
    expect(counts).toEqual({
      'in the subset': 230,
      // Functions, macros, maps, indexes, conversions, bytes, unsigned numbers, time.
      'not-supported': 1291,
      // Messages and what else the parser itself does not know.
      'expression-syntax': 616,
      // Types that rules do not have among the results or bindings, or a result that is itself a type.
      'value of another type': 104,
      // Texts joined by a plus, ordered texts, operands of two types.
      'wrong-type': 66,
      // Refused when the rule is checked, where CEL fails or gives infinity as it is evaluated.
      'division-by-zero': 15,
      'unknown-feature': 13,
      'whole numbers are doubles': 7,
      'number-too-large': 2,
    });
  });
});
