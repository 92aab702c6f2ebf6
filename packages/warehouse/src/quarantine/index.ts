export { createQuarantineWarehouse } from './store.js';
export { quarantineRuns } from './runs.js';
