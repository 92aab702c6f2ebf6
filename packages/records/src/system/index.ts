export { systemFactsStore } from './repository.js';
