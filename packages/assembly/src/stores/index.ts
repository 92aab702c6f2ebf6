export { openCommandStores, openOwnStores } from './stores.js';
export type { Stores } from './stores.js';
