export { replayRecords } from './repository.js';
export { shadowRecords } from './shadows.js';
