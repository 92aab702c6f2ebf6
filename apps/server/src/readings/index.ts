export { ReadingsController } from './readings.controller.js';
