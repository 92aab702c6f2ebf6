export { asReadError, listEntries, openZip, readEntry, refuseBombs } from './zip-file.js';
export type { Entry, ZipFile } from './zip-file.js';
