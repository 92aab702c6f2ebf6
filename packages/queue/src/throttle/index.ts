export { throttledErrors } from './throttle.js';
