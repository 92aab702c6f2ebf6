export * from './tile-grid.js';
