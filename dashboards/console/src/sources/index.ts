export * from './tabs.js';
export * from './roles.js';
