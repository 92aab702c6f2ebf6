export { createInsights } from './insights.js';
export { eventSummary } from './event-summary.js';
export type { Insights } from './insights.js';
export type * from './ports.js';
