export { METRICS, MetricsController } from './metrics.controller.js';
export { createMetrics } from './metrics.js';
export type { Metrics } from './metrics.js';
