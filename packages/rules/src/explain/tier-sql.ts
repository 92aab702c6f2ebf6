import { tierRank } from '@miaotou/domain';
import { expressionSql } from '../expression/index.js';
import type { CheckedRule } from '../rule/index.js';

/** SQL of a rule: columns of its derived values in order, then its tier. */
export interface RuleSql {
  readonly derived: readonly { readonly column: string; readonly sql: string }[];
  /** Rank 0 to 4, NULL for abstained. */
  readonly tier: string;
}

/** Compiles a rule over columns that hold its features; the columns of derived values start with `prefix`. */
export function ruleSql(rule: CheckedRule, columnOf: (feature: string) => string, prefix: string): RuleSql {
  const derivedColumns = new Map(rule.derived.map(({ name }) => [name, `${prefix}_${name}`]));
  const nameSql = (name: string): string => derivedColumns.get(name) ?? columnOf(name);
  const derived = rule.derived.map(({ name, expression }) => ({
    column: nameSql(name),
    sql: expressionSql(expression, { nameSql, threshold: () => Number.NaN }),
  }));
  const tiers = rule.tiers.map(({ tier, thresholds, conditions }) => {
    const threshold = (name: string): number => {
      const number = thresholds[name];
      if (number === undefined) throw new RangeError(`${rule.file.id}: ${name} has no threshold for ${tier}`);
      return number;
    };
    const sql = conditions.map(({ expression }) => expressionSql(expression, { nameSql, threshold }));
    return { rank: tierRank(tier), sql: `(${sql.join(' OR ')})`, named: `${prefix}_is_${tier}` };
  });
  const missing = rule.features
    .filter(({ optional }) => !optional)
    .map(({ name }) => `isNull(${nameSql(name)})`);
  const branches = [
    ...(missing.length === 0 ? [] : [`${missing.join(' OR ')}, NULL`]),
    // An unknown condition is none that holds. Named at its first use and not written twice: what the engine has to understand takes it longer than to run it.
    ...tiers.map(({ rank, sql, named }) => `(${sql} AS ${named}), ${rank}`),
    `${tiers.map(({ named }) => `isNull(${named})`).join(' OR ')}, NULL`,
  ];
  return { derived, tier: `toNullable(multiIf(${branches.join(', ')}, 0))` };
}
