import { ruleSql, sqlText, whereSql } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';

/** Features whose values are kept as numbers, and those kept as words, in the order of the rule. */
export function keptFeatures(rule: CheckedRule): {
  readonly numbers: readonly string[];
  readonly words: readonly string[];
} {
  const named = (text: boolean): readonly string[] =>
    rule.features.filter(({ type }) => (type === 'string') === text).map(({ name }) => name);
  return { numbers: named(false), words: named(true) };
}

/** SQL that reads a kept feature as the type that expressions expect. */
function keptColumn(rule: CheckedRule, name: string): string {
  const { numbers, words } = keptFeatures(rule);
  const feature = rule.features.find((one) => one.name === name);
  if (feature === undefined) return 'NULL';
  if (feature.type === 'string') return `words[${words.indexOf(name) + 1}]`;
  const number = `numbers[${numbers.indexOf(name) + 1}]`;
  return feature.type === 'bool' ? `CAST(${number} AS Nullable(Bool))` : number;
}

/** SQL of kept rows with a rule's derived values and its tier (`tier`, NULL for abstained). */
export function judgedSql(rule: CheckedRule, rows: string): string {
  const { derived, tier } = ruleSql(rule, (name) => keptColumn(rule, name), 'derived');
  const named = derived.map(({ column, sql }) => `, ${sql} AS ${column}`).join('');
  return `SELECT *, ${tier} AS tier FROM (SELECT *${named} FROM (${rows}))`;
}

/** SQL of a feature or derived value over the rows of `judgedSql`. */
export function valueSql(rule: CheckedRule, name: string): string {
  return rule.derived.some((one) => one.name === name) ? `derived_${name}` : keptColumn(rule, name);
}

/** SQL of the condition that an event is of the rule's kind; all other subjects are. */
export function ownSql({ file: { event } }: CheckedRule): string {
  if (event === undefined) return 'true';
  return `kind = ${sqlText(event.kind)} AND ${whereSql(event.where)}`;
}
