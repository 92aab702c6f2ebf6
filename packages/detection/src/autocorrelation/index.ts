export { localG } from './getis-ord.js';
export type { LocalStatistic } from './getis-ord.js';
export { localMoran, moran } from './moran.js';
export type { LocalMoran, Quadrant } from './moran.js';
export type { WeightStyle } from './weights.js';
