export { IndicatorsController } from './indicators.controller.js';
