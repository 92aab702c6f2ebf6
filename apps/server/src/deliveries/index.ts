export { DeliveriesController } from './deliveries.controller.js';
