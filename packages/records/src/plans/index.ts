export { planStore } from './repository.js';
