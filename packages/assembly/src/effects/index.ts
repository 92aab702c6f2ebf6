export { composeEffects } from './effects.js';
