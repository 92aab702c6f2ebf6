export { LedgerController } from './ledger.controller.js';
