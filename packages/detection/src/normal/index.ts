export * from './cdf.js';
export * from './quantile.js';
