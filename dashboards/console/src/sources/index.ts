export * from './tabs.js';
export * from './delivered.js';
export { useLayouts } from './queries.js';
export { RowList } from './row-list.js';
