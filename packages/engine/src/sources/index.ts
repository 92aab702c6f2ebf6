export { createImports } from './imports.js';
export type { Imports, Received } from './imports.js';
export type { ImportsDeps } from './deps.js';
export { summaryOf } from './run-import.js';
export type { RunOptions } from './run-import.js';
export * from './faults.js';
export { maskPersonal, personKey } from './personal.js';
export type * from './ports.js';
