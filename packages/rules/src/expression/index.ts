export { literalsIn, namesIn, partsOf } from './expression.js';
export type { Expression, ExpressionFault, ValueType, Vocabulary } from './expression.js';
export { insteadOf } from './nearest.js';
export { maxExpressionLength, readExpression } from './read.js';
export { celEvaluator } from './to-cel.js';
export type { Evaluator, Value } from './to-cel.js';
export { expressionSql, sqlNumber, sqlText } from './to-sql.js';
export type { SqlBinding } from './to-sql.js';
