export * from './vocabulary.js';
export * from './response.js';
export * from './inspections.js';
