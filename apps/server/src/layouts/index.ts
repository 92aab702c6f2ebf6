export { LayoutsController } from './layouts.controller.js';
