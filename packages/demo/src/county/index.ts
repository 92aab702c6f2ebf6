export * from './county.js';
