export { canonicalJson } from './canonical.js';
export { entryFault, entryHash, firstHash, linkEntries } from './chain.js';
export type { LedgerDraft, LedgerRecord } from './chain.js';
export { countyChain, createLedger } from './ledger.js';
export type { Ledger, LedgerDeps, LedgerStore } from './ledger.js';
