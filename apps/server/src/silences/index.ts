export { SilencesController } from './silences.controller.js';
