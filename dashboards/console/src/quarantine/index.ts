export { Quarantine } from './batch-quarantine.js';
