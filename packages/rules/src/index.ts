export * from './expression/index.js';
export * from './sentence/index.js';
export * from './rule/index.js';
export * from './explain/index.js';
export * from './pass/index.js';
export * from './book/index.js';
export * from './nodes/index.js';
