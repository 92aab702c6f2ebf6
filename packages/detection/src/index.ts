export * from './distributions/index.js';
export * from './ears/index.js';
export * from './normal/index.js';
export * from './random/index.js';
export * from './scan/index.js';
export * from './series/index.js';
