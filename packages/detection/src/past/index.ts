export * from './past-counts.js';
