export * from './client/index.js';
export * from './embedded/index.js';
