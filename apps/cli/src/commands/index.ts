export { demoCommand } from './demo.js';
export { detectCommand } from './detect.js';
export { evaluateCommand } from './evaluate.js';
export { importCommand } from './import.js';
export { ledgerCommand } from './ledger.js';
export { migrateCommand } from './migrate.js';
export { readCommand } from './read.js';
export { userCommand } from './user.js';
