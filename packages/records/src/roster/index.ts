export { readRoster, rosterStore } from './repository.js';
