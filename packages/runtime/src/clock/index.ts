export { fixedClock, systemClock } from './clock.js';
