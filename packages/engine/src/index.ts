export * from './shared/index.js';
export * from './people/index.js';
export * from './system/index.js';
export * from './insights/index.js';
