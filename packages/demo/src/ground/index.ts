export * from './employers.js';
export * from './insured.js';
export * from './model.js';
export * from './random.js';
export * from './seasons.js';
export * from './texts.js';
