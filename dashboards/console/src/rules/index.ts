export { withValue } from './rule-document.js';
export { RuleHead } from './rule-head.js';
export { ThresholdTable } from './threshold-table.js';
