import type { Bilingual } from '@miaotou/domain';

/** Types of the rule language: every number is a double, every feature may be unknown. */
export type ValueType = 'number' | 'string' | 'bool';

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type Arithmetic = '+' | '-' | '*' | '/';

/**
 * A checked expression. What it means, the same in the warehouse and in cel-js:
 * an unknown operand makes an operation unknown; `&&` and `||` are decided where one side decides them; a division by
 * zero is unknown; `has(f.x)` is never unknown. Numbers follow IEEE 754.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly type: 'number' }
  | { readonly kind: 'string'; readonly value: string; readonly type: 'string' }
  | { readonly kind: 'bool'; readonly value: boolean; readonly type: 'bool' }
  | { readonly kind: 'name'; readonly name: string; readonly type: ValueType }
  | { readonly kind: 'threshold'; readonly name: string; readonly type: 'number' }
  | { readonly kind: 'has'; readonly name: string; readonly type: 'bool' }
  | { readonly kind: 'not'; readonly of: Expression; readonly type: 'bool' }
  | { readonly kind: 'negative'; readonly of: Expression; readonly type: 'number' }
  | {
      readonly kind: 'both' | 'either';
      readonly left: Expression;
      readonly right: Expression;
      readonly type: 'bool';
    }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
      readonly type: 'bool';
    }
  | {
      readonly kind: 'calculate';
      readonly operator: Arithmetic;
      readonly left: Expression;
      readonly right: Expression;
      readonly type: 'number';
    }
  | {
      readonly kind: 'choose';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly type: ValueType;
    }
  | {
      readonly kind: 'oneOf';
      readonly of: Expression;
      readonly items: readonly Expression[];
      readonly type: 'bool';
    };

/** Why a text is no expression of the rule language, and at which of its characters. */
export interface ExpressionFault {
  readonly offset: number;
  readonly code: string;
  readonly message: Bilingual;
}

/** What a text may speak of: names with their types, and the names that have thresholds. */
export interface Vocabulary {
  readonly names: ReadonlyMap<string, ValueType>;
  readonly thresholds: ReadonlySet<string>;
}

/** The direct parts of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'not':
    case 'negative':
      return [expression.of];
    case 'both':
    case 'either':
    case 'compare':
    case 'calculate':
      return [expression.left, expression.right];
    case 'choose':
      return [expression.test, expression.yes, expression.no];
    case 'oneOf':
      return [expression.of, ...expression.items];
    default:
      return [];
  }
}

/** Names, thresholds or has-tests that occur anywhere in an expression. */
export function namesIn(expression: Expression, kind: 'name' | 'threshold' | 'has'): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (at: Expression): void => {
    if (at.kind === kind) found.add(at.name);
    partsOf(at).forEach(visit);
  };
  visit(expression);
  return found;
}

/** Numbers that an expression names. */
export function literalsIn(expression: Expression): readonly number[] {
  if (expression.kind === 'number') return [expression.value];
  return partsOf(expression).flatMap(literalsIn);
}
