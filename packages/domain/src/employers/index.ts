export * from './uscc.js';
export * from './name.js';
