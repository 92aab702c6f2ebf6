export { explainRule } from './explain.js';
export type { Explanation } from './explain.js';
export { evidenceTree, ruleAsJudged } from './evidence-tree.js';
export type { JudgedWith } from './evidence-tree.js';
export { waysUp } from './why-not.js';
export type { Way } from './why-not.js';
export { ruleSql } from './tier-sql.js';
export type { RuleSql } from './tier-sql.js';
