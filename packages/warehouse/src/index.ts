export * from './client/index.js';
export * from './migrations/index.js';
export * from './facade/index.js';
export * from './insights/index.js';
