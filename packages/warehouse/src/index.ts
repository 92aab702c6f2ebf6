export * from './client/index.js';
export * from './migrations/index.js';
export * from './facade/index.js';
export * from './insights/index.js';
export * from './sources/index.js';
export * from './rules/index.js';
export * from './alerts/index.js';
export * from './deliveries/index.js';
