export { drizzleOf } from './executor.js';
export type { Database } from './executor.js';
export { openRecords } from './open.js';
export type { OpenRecords, RecordsOptions } from './open.js';
export { mayPass, sqlStateOf } from './sql-state.js';
