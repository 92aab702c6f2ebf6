import { tierOfRank, tierRank } from '@miaotou/domain';
import type { AlertTier, Day, NodeAdjustment } from '@miaotou/domain';
import type { Value } from '../expression/index.js';
import { adjustedTiers } from '../rule/index.js';
import type { CheckedRule, TierConditions } from '../rule/index.js';

/** What a rule says of one subject. */
export interface Explanation {
  /** Null when no tier is given. */
  readonly tier: AlertTier | null;
  /** The condition that gave the tier, as written. */
  readonly condition: string | null;
  /** The rule could not judge: something that it needs is not known. */
  readonly abstained: boolean;
  /** Features that are not known. */
  readonly missing: readonly string[];
  /** Features and derived values. */
  readonly values: ReadonlyMap<string, Value>;
  /** What time nodes of the day made of the rule; null where nothing. */
  readonly nodes: NodeAdjustment | null;
  /** The tier before nodes raised it. */
  readonly base: AlertTier | null;
  /** Thresholds and conditions as they were used. */
  readonly tiers: readonly TierConditions[];
}

/**
 * Judges one subject with cel-js. The same as the compiled SQL gives:
 * a missing feature that is not optional abstains; else the strongest tier of which a condition holds;
 * else, where a condition is unknown, abstains; else no tier. On a day, time nodes change thresholds before and raise the
 * tier after; a rule that is closed then gives none.
 */
export function explainRule(
  rule: CheckedRule,
  features: Readonly<Record<string, Value>>,
  day?: Day,
): Explanation {
  const nodes = day === undefined ? null : (rule.nodes?.(day) ?? null);
  const tiers = nodes === null ? rule.tiers : adjustedTiers(rule.tiers, nodes);
  const values = new Map<string, Value>(rule.features.map(({ name }) => [name, features[name] ?? null]));
  const missing = rule.features.filter(({ name }) => values.get(name) === null).map(({ name }) => name);
  for (const { name, evaluate } of rule.derived) values.set(name, evaluate(values, {}));
  const none = (abstained: boolean): Explanation => ({
    tier: null,
    base: null,
    condition: null,
    abstained,
    missing,
    values,
    nodes,
    tiers,
  });
  if (rule.features.some(({ name, optional }) => !optional && missing.includes(name))) {
    return none(nodes?.closed !== true);
  }
  if (nodes?.closed === true) return none(false);
  let unknown = false;
  for (const { tier, thresholds, conditions } of tiers) {
    for (const { text, evaluate } of conditions) {
      const held = evaluate(values, thresholds);
      if (held === true) {
        const raised = tierOfRank(Math.min(4, tierRank(tier) + (nodes?.shift ?? 0)));
        return { tier: raised, base: tier, condition: text, abstained: false, missing, values, nodes, tiers };
      }
      if (held === null) unknown = true;
    }
  }
  return none(unknown);
}
