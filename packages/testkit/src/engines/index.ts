export { endAfterwards, temporaryFolder } from './afterwards.js';
export { testDatabase, testRecords } from './postgres.js';
export { testRedis } from './redis.js';
export { testWarehouse } from './warehouse.js';
