export * from './clock/index.js';
export * from './config/index.js';
export * from './directory/index.js';
export * from './ids/index.js';
export * from './logger/index.js';
export * from './secrets/index.js';
