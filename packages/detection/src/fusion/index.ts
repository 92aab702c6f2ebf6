export * from './detect-unusual.js';
