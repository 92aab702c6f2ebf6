export * from './catalogue.js';
export * from './codes.js';
export * from './count.js';
export * from './event-kinds.js';
export { clockActors, clockPurposes, clockSources, clockUnits } from './kinds.js';
export type { ClockActor, ClockDefinition, ClockPurpose, ClockSource, ClockUnit } from './kinds.js';
export * from './limitation.js';
export * from './running.js';
export { periodText } from './why.js';
