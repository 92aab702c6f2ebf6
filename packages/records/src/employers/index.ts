export { employerRecords } from './repository.js';
