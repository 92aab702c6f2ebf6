import { tierRank } from '@miaotou/domain';
import { expressionSql, sqlText } from '../expression/index.js';
import { adjustedTiers } from '../rule/index.js';
import type { CheckedRule, NodeStretch } from '../rule/index.js';

/** SQL of a rule: columns of its derived values in order, then its tier. */
export interface RuleSql {
  readonly derived: readonly { readonly column: string; readonly sql: string }[];
  /** Rank 0 to 4, NULL for abstained. */
  readonly tier: string;
}

/** The day judged, as the office's calendar counts it. */
const moment = "toString(toDate(as_of, 'Asia/Shanghai'))";

/** Compiles a rule, time nodes left aside; `mark` tells the names of its conditions from those of its other variants. */
function plainSql(
  rule: CheckedRule,
  columnOf: (feature: string) => string,
  prefix: string,
  mark: string,
): RuleSql {
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
    return { rank: tierRank(tier), sql: `(${sql.join(' OR ')})`, named: `${prefix}_is_${tier}${mark}` };
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

/**
 * Compiles a rule over columns that hold its features; the columns of derived values start with `prefix`. On days of its
 * stretches (column as_of) the tier is what time nodes make of it.
 */
export function ruleSql(rule: CheckedRule, columnOf: (feature: string) => string, prefix: string): RuleSql {
  const plain = plainSql(rule, columnOf, prefix, '');
  const { stretches = [] } = rule;
  if (stretches.length === 0) return plain;
  const within = ({ from, to }: NodeStretch): string =>
    `(${moment} >= ${sqlText(from)} AND ${moment} <= ${sqlText(to)})`;
  const given = stretches.flatMap((stretch, at) => {
    const { adjustment } = stretch;
    if (adjustment.closed) return [`${within(stretch)}, toNullable(0)`];
    const changed = adjustedTiers(rule.tiers, adjustment);
    if (changed === rule.tiers) return [];
    const own = plainSql({ ...rule, tiers: changed }, columnOf, prefix, `_n${at}`);
    return [`${within(stretch)}, ${own.tier}`];
  });
  const shifts = stretches.flatMap((stretch) =>
    stretch.adjustment.shift === 0 ? [] : [`${within(stretch)}, ${stretch.adjustment.shift}`],
  );
  const found = given.length === 0 ? plain.tier : `multiIf(${given.join(', ')}, ${plain.tier})`;
  if (shifts.length === 0) return { derived: plain.derived, tier: found };
  const before = `${prefix}_before`;
  const raised = `if((${found} AS ${before}) > 0, least(4, ${before} + multiIf(${shifts.join(', ')}, 0)), ${before})`;
  return { derived: plain.derived, tier: `toNullable(${raised})` };
}
