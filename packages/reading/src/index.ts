export * from './labour/index.js';
export * from './danger/index.js';
export * from './text/index.js';
export * from './topics/index.js';
export { tidyText, wordsOf } from './words/index.js';
