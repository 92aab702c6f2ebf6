export { createReplayWarehouse } from './replay-warehouse.js';
