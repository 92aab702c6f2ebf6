export * from './plant.js';
export * from './plots.js';
