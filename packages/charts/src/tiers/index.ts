export * from './tier-bars.js';
