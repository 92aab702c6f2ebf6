export { inspectionStore } from './repository.js';
