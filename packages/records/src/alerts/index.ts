export { alertStore } from './repository.js';
export { alertOf } from './mapping.js';
