export * from './prepare.js';
export * from './trend-option.js';
export * from './series-option.js';
