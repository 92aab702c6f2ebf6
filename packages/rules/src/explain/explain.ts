import type { AlertTier } from '@miaotou/domain';
import type { Value } from '../expression/index.js';
import type { CheckedRule } from '../rule/index.js';

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
}

/**
 * Judges one subject with cel-js. The same as the compiled SQL gives:
 * a missing feature that is not optional abstains; else the strongest tier of which a condition holds;
 * else, where a condition is unknown, abstains; else no tier.
 */
export function explainRule(rule: CheckedRule, features: Readonly<Record<string, Value>>): Explanation {
  const values = new Map<string, Value>(rule.features.map(({ name }) => [name, features[name] ?? null]));
  const missing = rule.features.filter(({ name }) => values.get(name) === null).map(({ name }) => name);
  for (const { name, evaluate } of rule.derived) values.set(name, evaluate(values, {}));
  if (rule.features.some(({ name, optional }) => !optional && missing.includes(name))) {
    return { tier: null, condition: null, abstained: true, missing, values };
  }
  let unknown = false;
  for (const { tier, thresholds, conditions } of rule.tiers) {
    for (const { text, evaluate } of conditions) {
      const held = evaluate(values, thresholds);
      if (held === true) return { tier, condition: text, abstained: false, missing, values };
      if (held === null) unknown = true;
    }
  }
  return { tier: null, condition: null, abstained: unknown, missing, values };
}
