export * from './indicators/index.js';
export * from './dispute-types.js';
export * from './dispute-words.js';
export * from './key-groups.js';
export * from './industry-tags.js';
export * from './organisation-kinds.js';
export * from './response-plans.js';
export * from './service-levels.js';
