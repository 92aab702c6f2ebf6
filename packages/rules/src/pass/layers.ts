import { tierRank } from '@miaotou/domain';
import { ruleSql } from '../explain/index.js';
import { rulesUsedBy } from '../rule/index.js';
import type { CheckedRule } from '../rule/index.js';
import type { RuleColumns } from './pass.js';
import { pastColumn } from './past-signals.js';

/** Column of a rule's tier. */
export const tierColumn = (ruleId: string): string => `tier_${ruleId}`;

const strongerSql = (tier: string, past: string): string =>
  `if(isNull(${tier}) AND ${past} = 0, NULL, greatest(ifNull(${tier}, 0), ${past}))`;

function maxTierSql(tiers: readonly string[]): string {
  const known = tiers.map((tier) => `ifNull(${tier}, 0)`).join(', ');
  return `if(${tiers.map((tier) => `isNull(${tier})`).join(' AND ')}, NULL, toFloat64(arrayMax([${known}])))`;
}

/** SQL of how many of the rules, or of their families, stand at a tier or above; NULL where none of them is known. */
function hitsSql(
  used: readonly CheckedRule[],
  tierOf: (ruleId: string) => string,
  take: 'families' | 'count',
  atLeast: number,
): string {
  const byFamily = new Map<string, string[]>();
  for (const { file } of used) {
    for (const family of take === 'count' ? [file.id] : file.families) {
      byFamily.set(family, [...(byFamily.get(family) ?? []), `ifNull(${tierOf(file.id)}, 0) >= ${atLeast}`]);
    }
  }
  const hits = [...byFamily.values()].map((tests) => `toUInt8(${tests.join(' OR ')})`);
  const unknown = used.map(({ file }) => `isNull(${tierOf(file.id)})`).join(' AND ');
  return `if(${unknown}, NULL, toFloat64(${hits.length === 0 ? '0' : hits.join(' + ')}))`;
}

/**
 * Puts rules over a query that gives their features: derived values and tiers in one SELECT, then, in a SELECT around
 * it, the rules that ask for other rules' tiers. `rules` are in the order of the book, used rules first.
 */
export function layeredSql(
  rules: readonly CheckedRule[],
  featureColumn: (rule: CheckedRule, feature: string) => string,
  base: string,
  guard: (rule: CheckedRule, tier: string) => string = (_rule, tier) => tier,
): { readonly sql: string; readonly rules: readonly RuleColumns[] } {
  const byId = new Map(rules.map((rule) => [rule.file.id, rule]));
  const depth = new Map<string, number>();
  for (const rule of rules) {
    const below = rulesUsedBy(rule).map((id) => depth.get(id) ?? 0);
    depth.set(rule.file.id, below.length === 0 ? 0 : Math.max(...below) + 1);
  }
  let sql = base;
  const columns: RuleColumns[] = [];
  for (let layer = 0; layer <= Math.max(0, ...depth.values()); layer += 1) {
    const given: string[] = [];
    const derived: string[] = [];
    const tiers: string[] = [];
    for (const rule of rules.filter(({ file }) => depth.get(file.id) === layer)) {
      const own = new Map<string, string>();
      for (const { name, feature } of rule.features) {
        if (!('rules' in feature)) {
          own.set(name, featureColumn(rule, name));
          continue;
        }
        const used = feature.rules.flatMap((id) => byId.get(id) ?? []);
        const column = `rules_${rule.file.id}_${name}`;
        const { window } = feature;
        // With a window the strongest of what a rule gives now and what it gave in it before.
        const tierOf = (id: string): string =>
          window === undefined ? tierColumn(id) : strongerSql(tierColumn(id), pastColumn(id, window));
        const tiersOf = used.map(({ file }) => tierOf(file.id));
        given.push(
          `${feature.take === 'maxTier' ? maxTierSql(tiersOf) : hitsSql(used, tierOf, feature.take, tierRank(feature.atLeast ?? 'blue'))} AS ${column}`,
        );
        own.set(name, column);
      }
      const columnOf = (name: string): string => own.get(name) ?? 'NULL';
      const compiled = ruleSql(rule, columnOf, `derived_${rule.file.id}`);
      derived.push(...compiled.derived.map(({ column, sql: text }) => `${text} AS ${column}`));
      tiers.push(`${guard(rule, compiled.tier)} AS ${tierColumn(rule.file.id)}`);
      columns.push({ rule, tier: tierColumn(rule.file.id), features: own });
    }
    const named = [...given, ...derived];
    if (named.length > 0) sql = `SELECT *, ${named.join(', ')} FROM (${sql})`;
    if (tiers.length > 0) sql = `SELECT *, ${tiers.join(', ')} FROM (${sql})`;
  }
  return { sql, rules: columns };
}
