export * from './shared/index.js';
export * from './tiers/index.js';
export * from './trend/index.js';
export * from './tiles/index.js';
export * from './pipeline/index.js';
export * from './detections/index.js';
export * from './rules/index.js';
export * from './replays/index.js';
