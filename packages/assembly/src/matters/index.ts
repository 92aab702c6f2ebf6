export { createMatterDesk } from './matters.js';
export type { MatterDesk } from './matters.js';
