export * from './prepare.js';
export * from './trend-option.js';
