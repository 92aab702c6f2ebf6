export * from './check.js';
export * from './series.js';
