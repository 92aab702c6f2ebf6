export * from './calendar.js';
export * from './plans.js';
export * from './settings.js';
export * from './tiers.js';
