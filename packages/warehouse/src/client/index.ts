export { openEmbeddedWarehouse } from './embedded.js';
export type { EmbeddedOptions } from './embedded.js';
export { WarehouseError } from './errors.js';
export { bindParams, defineQuery } from './query.js';
export type { NamedQuery } from './query.js';
export { openServerWarehouse } from './server.js';
export { literal } from './settings.js';
export type { ServerOptions } from './server.js';
export type { CallOptions, FileLoad, Warehouse } from './warehouse.js';
