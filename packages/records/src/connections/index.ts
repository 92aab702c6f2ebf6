export { connectionRecords } from './repository.js';
export { pushRecords } from './push.js';
