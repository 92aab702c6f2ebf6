export * from './region.js';
export * from './lookup.js';
export * from './towns.js';
export * from './tiles.js';
export { huilaiCode, huilaiUnits, jieyangCode } from './huilai.js';
export { foreignStates, provinces } from './provinces.js';
