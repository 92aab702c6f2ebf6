export { createIndicatorsWarehouse } from './indicators-warehouse.js';
