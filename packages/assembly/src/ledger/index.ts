export { createLedgerDesk } from './ledger-desk.js';
export type { LedgerDesk } from './ledger-desk.js';
export { ledgerSheetWriter } from './sheet-writer.js';
export { folderSink } from './root-sinks.js';
