export * from './chart.js';
export * from './data-list.js';
export * from './event-kind.js';
export * from './filters.js';
export * from './narrow.js';
export * from './states.js';
export * from './tier.js';
export * from './when.js';
