export { InspectionsController } from './inspections.controller.js';
