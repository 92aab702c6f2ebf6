export * from './vocabulary.js';
export * from './response.js';
