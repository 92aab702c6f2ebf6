export { createSystem } from './system.js';
export type { System, SystemFacts } from './system.js';
