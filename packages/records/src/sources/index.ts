export { archiveRecords, batchRecords } from './repository.js';
export { openFileStore } from './file-store.js';
export type { FileStoreOptions } from './file-store.js';
