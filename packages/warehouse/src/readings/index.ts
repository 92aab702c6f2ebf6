export { createReadingsWarehouse } from './readings-warehouse.js';
