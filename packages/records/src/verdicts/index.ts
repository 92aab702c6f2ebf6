export { verdictStore } from './repository.js';
