export { createEffectsWarehouse } from './effects-warehouse.js';
