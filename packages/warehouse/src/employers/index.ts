export { createEmployersWarehouse } from './employers-warehouse.js';
