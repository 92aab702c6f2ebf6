export { openLayoutBook } from './layout-book.js';
export { manifestsInForce } from './manifests.js';
