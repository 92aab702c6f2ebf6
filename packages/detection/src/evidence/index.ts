export * from './minimum-evidence.js';
