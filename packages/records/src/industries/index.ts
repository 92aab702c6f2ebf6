export { industriesByEmployer } from './repository.js';
