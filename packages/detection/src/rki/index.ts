export * from './rki.js';
