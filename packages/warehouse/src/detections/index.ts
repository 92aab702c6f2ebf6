export { createDetectionsWarehouse } from './detections-warehouse.js';
export { earsOfTable } from './queries.js';
