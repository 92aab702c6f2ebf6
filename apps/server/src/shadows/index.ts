export { ShadowsController } from './shadows.controller.js';
