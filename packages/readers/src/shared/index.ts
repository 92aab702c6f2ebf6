export type { DeliveredRow, DeliveredSheet, Delivery } from './delivery.js';
export { cutText } from './cut-text.js';
export { defaultReadLimits, type ReadLimits } from './limits.js';
