export { createRulesWarehouse, withPass } from './rules-warehouse.js';
export type { Judged } from './rules-warehouse.js';
