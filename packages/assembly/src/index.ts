export { noObserver } from './observer.js';
export type { ImportObserved, ProductObserver } from './observer.js';
export { composeProduct, openProduct } from './product.js';
export type { Product, ProductOptions } from './product.js';
export { openCommandStores, openOwnStores } from './stores/index.js';
export type { Stores } from './stores/index.js';
