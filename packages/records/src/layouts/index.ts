export { layoutVersionRecords } from './repository.js';
