export { compileCell } from './check-sql.js';
export type { CellSql, CheckBounds } from './check-sql.js';
export { createSourcesWarehouse } from './landing.js';
export { forgetIdentities } from './identities-sql.js';
export { rawRowsAt } from './raw-rows.js';
export type { Originals, RawPlace } from './raw-rows.js';
