export * from './errors.js';
export * from './ports.js';
export * from './record-id.js';
