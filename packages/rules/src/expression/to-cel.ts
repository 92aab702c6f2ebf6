import { Environment, EvaluationError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import type { Expression, ValueType } from './expression.js';

export type KnownValue = number | string | boolean;
export type Value = KnownValue | null;

const celTypes: Readonly<Record<ValueType, string>> = { number: 'double', string: 'string', bool: 'bool' };

function celNumber(value: number): string {
  const text = String(Math.abs(value));
  const decimal = /[.e]/u.test(text) ? text : `${text}.0`;
  return value < 0 ? `(-${decimal})` : decimal;
}

/** The expression as CEL text with every number a double and `divide` for `/`, whose zero divisor must be unknown. */
function celText(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return celNumber(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'bool':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'threshold':
      return `t.${expression.name}`;
    case 'has':
      return `has(f.${expression.name})`;
    case 'not':
      return `!(${celText(expression.of)})`;
    case 'negative':
      return `-(${celText(expression.of)})`;
    case 'both':
      return `(${celText(expression.left)} && ${celText(expression.right)})`;
    case 'either':
      return `(${celText(expression.left)} || ${celText(expression.right)})`;
    case 'compare':
      return `(${celText(expression.left)} ${expression.operator} ${celText(expression.right)})`;
    case 'calculate':
      return expression.operator === '/'
        ? `divide(${celText(expression.left)}, ${celText(expression.right)})`
        : `(${celText(expression.left)} ${expression.operator} ${celText(expression.right)})`;
    case 'choose':
      return `(${celText(expression.test)} ? ${celText(expression.yes)} : ${celText(expression.no)})`;
    case 'oneOf':
      // Written out, so that one unknown item does not hide that another one is equal.
      return `(${expression.items.map((item) => `(${celText(expression.of)} == ${celText(item)})`).join(' || ')})`;
  }
}

class UnknownValue extends Error {}

function divide(left: number, right: number): number {
  if (right === 0) throw new UnknownValue('division by zero');
  return left / right;
}

/** An expression made ready for cel-js: values and thresholds in, the value or null (unknown) out. */
export type Evaluator = (
  values: ReadonlyMap<string, Value>,
  thresholds: Readonly<Record<string, number>>,
) => Value;

/** Prepares an expression for cel-js, which type-checks it a second time. */
export function celEvaluator(expression: Expression, names: ReadonlyMap<string, ValueType>): Evaluator {
  const environment = new Environment({
    limits: { maxAstNodes: 50_000, maxDepth: 2_000, maxListElements: 1_000 },
  });
  for (const [name, type] of names) environment.registerVariable(name, celTypes[type]);
  environment.registerVariable('t', 'map<string, double>');
  environment.registerVariable('f', 'map<string, dyn>');
  environment.registerFunction('divide(double, double): double', divide);
  const program = environment.parse(celText(expression));
  const checked = program.check();
  if (!checked.valid) throw checked.error ?? new Error('cel-js refuses the expression');
  return (values, thresholds) => {
    const known = Object.fromEntries([...values].filter(([, value]) => value !== null));
    try {
      // An unknown name is null in the context, which cel-js answers with an error; CEL lets && and || absorb it.
      const result: unknown = program({ ...Object.fromEntries(values), t: { ...thresholds }, f: known });
      if (typeof result === 'number' || typeof result === 'string' || typeof result === 'boolean') {
        return result;
      }
      throw new RangeError(`cel-js gave ${typeof result}`);
    } catch (error) {
      if (
        error instanceof UnknownValue ||
        error instanceof EvaluationError ||
        error instanceof CelTypeError
      ) {
        return null;
      }
      throw error;
    }
  };
}
