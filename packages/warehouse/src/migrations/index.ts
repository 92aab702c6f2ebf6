export { migrateWarehouse, pendingWarehouseMigrations } from './migrate.js';
export type { Migration } from './files.js';
