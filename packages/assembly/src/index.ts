export { prepare } from './first-start.js';
export type { FirstPeople } from './first-start.js';
export { noObserver } from './observer.js';
export type { ImportObserved, ProductObserver } from './observer.js';
export { composeProduct, openProduct } from './product.js';
export type { Product, ProductOptions } from './product.js';
export { manifests, pipelines } from './sources.js';
export { migrateStores, openCommandStores, openOwnStores, pendingMigrations } from './stores/index.js';
export type { Steps, Stores } from './stores/index.js';
