export { alertStore } from './repository.js';
