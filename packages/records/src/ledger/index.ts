export { ledgerStore } from './repository.js';
