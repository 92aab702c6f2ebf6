export { MattersController } from './matters.controller.js';
