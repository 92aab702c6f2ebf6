export * from './write-county.js';
