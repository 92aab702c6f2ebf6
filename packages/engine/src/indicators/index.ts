export { createIndicators } from './indicators.js';
export type { Indicators, IndicatorsDeps } from './indicators.js';
export { producersOf } from './producers.js';
export type { Producers } from './producers.js';
export type * from './ports.js';
export { throughOf } from './periods.js';
