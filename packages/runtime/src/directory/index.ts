export { DirectoryLockedError, lockDirectory } from './lock.js';
export type { DirectoryLock, LockPart } from './lock.js';
export { dataPaths } from './paths.js';
export type { DataPaths } from './paths.js';
export { readServerFile, removeServerFile, writeServerFile } from './server-file.js';
export type { ServerFile } from './server-file.js';
