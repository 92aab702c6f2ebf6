export * from './in-force.js';
export * from './use-scheme.js';
