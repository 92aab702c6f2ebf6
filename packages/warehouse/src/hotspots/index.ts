export { createHotspotsWarehouse } from './hotspots-warehouse.js';
