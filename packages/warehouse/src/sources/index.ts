export { compileCell } from './check-sql.js';
export type { CellSql, CheckBounds } from './check-sql.js';
export { createSourcesWarehouse } from './landing.js';
