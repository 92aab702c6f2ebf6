export { createRulesWarehouse } from './rules-warehouse.js';
