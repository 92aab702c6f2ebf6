export * from './jobs/index.js';
export * from './live/index.js';
