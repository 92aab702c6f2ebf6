export { endAfterwards, temporaryFolder } from './afterwards.js';
export { testDatabase, testRecords } from './postgres.js';
export { testMariadb } from './mariadb.js';
export type { TestMariadb } from './mariadb.js';
export { freePort } from './ports.js';
export { testSshd } from './sshd.js';
export type { TestSshd } from './sshd.js';
export { testRedis } from './redis.js';
export { testWarehouse } from './warehouse.js';
