export { EffectsController } from './effects.controller.js';
