export { readSilencesInForce, silenceStore } from './repository.js';
