export { owedAmount, type OwedAmount } from './amount.js';
export { headcountOf } from './headcount.js';
export { monthsOwed } from './months-owed.js';
