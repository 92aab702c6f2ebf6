export { createAlertsWarehouse } from './alerts-warehouse.js';
