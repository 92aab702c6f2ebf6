export { createInsightsWarehouse } from './insights.js';
