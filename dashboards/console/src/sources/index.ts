export * from './tabs.js';
export * from './delivered.js';
