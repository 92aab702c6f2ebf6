export { insightsRecords } from './repository.js';
