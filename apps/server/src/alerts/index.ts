export { AlertsController } from './alerts.controller.js';
