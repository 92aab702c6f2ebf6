export { IncidentsController } from './incidents.controller.js';
