import type { Feature, RuleFile } from '@miaotou/contracts';
import type { AlertTier, Day, NodeAdjustment } from '@miaotou/domain';
import type { Evaluator, Expression, ValueType } from '../expression/index.js';

/** A feature with the type that its values have in expressions. */
export interface CheckedFeature {
  readonly name: string;
  readonly feature: Feature;
  readonly type: ValueType;
  /** Its absence does not make the rule abstain. */
  readonly optional: boolean;
}

export interface CheckedExpression {
  readonly text: string;
  readonly expression: Expression;
  readonly evaluate: Evaluator;
}

export interface Derived extends CheckedExpression {
  readonly name: string;
}

/** What gives one tier: it stands when any of the conditions holds. */
export interface TierConditions {
  readonly tier: AlertTier;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly conditions: readonly CheckedExpression[];
}

/** Days, both included, on which nodes make the same of a rule. */
export interface NodeStretch {
  readonly from: Day;
  readonly to: Day;
  readonly adjustment: NodeAdjustment;
}

/** A rule whose every name, type and number was checked. */
export interface CheckedRule {
  readonly file: RuleFile;
  readonly features: readonly CheckedFeature[];
  /** In an order in which each uses only earlier ones. */
  readonly derived: readonly Derived[];
  /** Strongest tier first; a tier without any condition is absent. */
  readonly tiers: readonly TierConditions[];
  /** What time nodes make of it on a day; absent where nodes are not asked. */
  readonly nodes?: (day: Day) => NodeAdjustment | null;
  /** The same for the days of one pass. */
  readonly stretches?: readonly NodeStretch[];
}

/** Type of a feature's values. */
export function featureType(feature: Feature): ValueType {
  if ('event' in feature || 'indicator' in feature) return feature.take === 'any' ? 'bool' : 'number';
  if ('detection' in feature) return feature.take === 'alarm' ? 'bool' : 'number';
  if (!('field' in feature)) return 'number';
  return feature.type === 'string' || feature.type === 'bool' ? feature.type : 'number';
}

/** Whether the rule goes on without this feature. */
export function isOptional(feature: Feature): boolean {
  return 'optional' in feature && feature.optional;
}
