export * from './shared/index.js';
export * from './delivery/index.js';
export * from './faults/index.js';
export * from './layouts/index.js';
export * from './safety/index.js';
export * from './archive/index.js';
