export { explainRule } from './explain.js';
export type { Explanation } from './explain.js';
export { ruleSql } from './tier-sql.js';
export type { RuleSql } from './tier-sql.js';
