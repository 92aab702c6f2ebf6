export * from './contrast.js';
export * from './scheme.js';
