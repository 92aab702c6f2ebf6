export * from './client/index.js';
export * from './embedded/index.js';
export * from './people/index.js';
export * from './system/index.js';
export * from './insights/index.js';
export * from './employers/index.js';
export * from './sources/index.js';
