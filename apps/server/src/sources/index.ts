export { ImportsController } from './imports.controller.js';
export { LayoutsController } from './layouts.controller.js';
