export { rulesRecords } from './repository.js';
