export { InsightsController } from './insights.controller.js';
