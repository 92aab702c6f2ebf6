export { bookDirectory, loadRuleBook, readRuleBook } from './read-book.js';
export type { BookRead } from './read-book.js';
