export * from './ears.js';
