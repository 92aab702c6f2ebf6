export * from './quantile.js';
