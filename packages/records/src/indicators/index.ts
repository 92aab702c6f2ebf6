export { indicatorRecords } from './repository.js';
