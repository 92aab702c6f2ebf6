export { readingCorrectionRecords } from './repository.js';
