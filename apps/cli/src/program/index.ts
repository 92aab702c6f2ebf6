export type { Surroundings } from './surroundings.js';
