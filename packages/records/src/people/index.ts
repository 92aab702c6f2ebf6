export { peopleStore } from './repository.js';
