export { replayRecords } from './repository.js';
