export { bringUpToDate, migrateStores, pendingMigrations } from './migrations.js';
export type { Steps } from './migrations.js';
export { openCommandStores, openOwnStores } from './stores.js';
export type { Stores } from './stores.js';
export { withSideDoor } from './side-door.js';
