export * from './vocabulary/index.js';
export * from './employers/index.js';
export * from './tiers/index.js';
export * from './regions/index.js';
export * from './calendar/index.js';
export * from './money/index.js';
export * from './catalogues/index.js';
export * from './spreadsheets/index.js';
