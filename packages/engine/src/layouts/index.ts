export { createLayoutBook } from './book.js';
export type { BookDeps } from './book.js';
export type * from './ports.js';
