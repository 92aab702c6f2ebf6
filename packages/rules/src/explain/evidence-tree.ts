import type { EvidenceNode, EvidenceTree } from '@miaotou/contracts';
import { celEvaluator, partsOf } from '../expression/index.js';
import type { Expression, Value, ValueType } from '../expression/index.js';
import type { CheckedRule } from '../rule/index.js';
import { explainRule } from './explain.js';

/** What a tree is made from: values and thresholds as they were used. */
export interface JudgedWith {
  readonly features: Readonly<Record<string, Value>>;
  readonly thresholds: Readonly<Record<string, Readonly<Record<string, number | undefined>>>>;
}

/** A rule with the thresholds of an evidence in place of its own. */
export function ruleAsJudged(rule: CheckedRule, { thresholds }: Pick<JudgedWith, 'thresholds'>): CheckedRule {
  const { nodes: _, stretches: __, ...plain } = rule;
  return {
    ...plain,
    tiers: rule.tiers.map((one) => ({
      ...one,
      thresholds: Object.fromEntries(
        Object.entries(one.thresholds).map(([name, own]) => [name, thresholds[name]?.[one.tier] ?? own]),
      ),
    })),
  };
}

const operators = {
  number: 'constant',
  string: 'constant',
  bool: 'constant',
  threshold: 'threshold',
  has: 'known',
  not: 'not',
  negative: 'negative',
  both: 'all',
  either: 'any',
  compare: 'compare',
  calculate: 'calculate',
  choose: 'choose',
  oneOf: 'one-of',
} as const;

/** Parts of a chain of the same word are parts of one: a && b && c has three. */
function chained(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'both' && expression.kind !== 'either') return partsOf(expression);
  return partsOf(expression).flatMap((part) => (part.kind === expression.kind ? chained(part) : [part]));
}

class Tree {
  readonly #names = new Map<string, ValueType>();
  readonly #derived = new Map<string, Expression>();
  readonly #values: ReadonlyMap<string, Value>;

  constructor(rule: CheckedRule, values: ReadonlyMap<string, Value>) {
    for (const { name, type } of rule.features) this.#names.set(name, type);
    for (const { name, expression } of rule.derived) {
      this.#names.set(name, expression.type);
      this.#derived.set(name, expression);
    }
    this.#values = values;
  }

  of(expression: Expression, thresholds: Readonly<Record<string, number>>): EvidenceNode {
    const derived = expression.kind === 'name' ? this.#derived.get(expression.name) : undefined;
    const parts = derived === undefined ? chained(expression) : [derived];
    const value =
      expression.kind === 'name'
        ? (this.#values.get(expression.name) ?? null)
        : celEvaluator(expression, this.#names)(this.#values, thresholds);
    const kind = derived === undefined ? ('feature' as const) : ('derived' as const);
    return {
      operator: expression.kind === 'name' ? kind : operators[expression.kind],
      sign: 'operator' in expression ? expression.operator : null,
      name: 'name' in expression ? expression.name : null,
      label: null,
      value,
      valueText: null,
      parts: parts.map((part) => this.of(part, thresholds)),
    };
  }
}

/** Every condition of a rule part by part, each with its value as cel-js gives it from the values and thresholds used. */
export function evidenceTree(rule: CheckedRule, used: JudgedWith): EvidenceTree {
  const judged = ruleAsJudged(rule, used);
  const { values } = explainRule(judged, used.features);
  const tree = new Tree(judged, values);
  return judged.tiers.flatMap(({ tier, thresholds, conditions }) =>
    conditions.map(({ text, expression }) => ({
      tier,
      condition: text,
      root: tree.of(expression, thresholds),
    })),
  );
}
