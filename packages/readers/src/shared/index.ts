export type { DeliveredRow, DeliveredSheet, Delivery } from './delivery.js';
export { defaultReadLimits, type ReadLimits } from './limits.js';
