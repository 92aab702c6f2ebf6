export { alertStore } from './repository.js';
export { alertOf, happeningOf } from './mapping.js';
