import type { Expression } from './expression.js';

/** Where a name's value and the thresholds of the tier come from. */
export interface SqlBinding {
  /** SQL of a feature or derived value; Nullable where it may be unknown. */
  readonly nameSql: (name: string) => string;
  /** Threshold of the tier that is compiled. */
  readonly threshold: (name: string) => number;
}

/** A text as a ClickHouse literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r').replaceAll('\0', '\\0')}'`;
}

/** A number as a ClickHouse Float64 literal, digit for digit; without a point or an exponent it would be an integer. */
export function sqlNumber(value: number): string {
  const digits = String(value);
  const literal = /^-?\d+$/u.test(digits) ? `${digits}.0` : digits;
  return value < 0 ? `(${literal})` : literal;
}

/** ClickHouse SQL of an expression, with NULL for unknown. */
export function expressionSql(expression: Expression, binding: SqlBinding): string {
  const sql = (part: Expression): string => expressionSql(part, binding);
  switch (expression.kind) {
    case 'number':
      return sqlNumber(expression.value);
    case 'string':
      return sqlText(expression.value);
    case 'bool':
      return String(expression.value);
    case 'name':
      return binding.nameSql(expression.name);
    case 'threshold':
      return sqlNumber(binding.threshold(expression.name));
    case 'has':
      return `isNotNull(${binding.nameSql(expression.name)})`;
    case 'not':
      return `NOT (${sql(expression.of)})`;
    case 'negative':
      return `negate(${sql(expression.of)})`;
    case 'both':
      return `(${sql(expression.left)} AND ${sql(expression.right)})`;
    case 'either':
      return `(${sql(expression.left)} OR ${sql(expression.right)})`;
    case 'compare':
      return `(${sql(expression.left)} ${expression.operator === '==' ? '=' : expression.operator} ${sql(expression.right)})`;
    case 'calculate':
      return expression.operator === '/'
        ? `(${sql(expression.left)} / nullIf(${sql(expression.right)}, 0))`
        : `(${sql(expression.left)} ${expression.operator} ${sql(expression.right)})`;
    case 'choose':
      // `if` would take the second branch where the test is NULL; this gives NULL, and names the test only once.
      return `(CASE ${sql(expression.test)} WHEN true THEN ${sql(expression.yes)} WHEN false THEN ${sql(expression.no)} END)`;
    case 'oneOf': {
      // Written out, because IN reads NULL as "not among them".
      const of = sql(expression.of);
      return `(${expression.items.map((item) => `(${of} = ${sql(item)})`).join(' OR ')})`;
    }
  }
}
