export { createMattersWarehouse } from './matters-warehouse.js';
