export { SessionController } from './session.controller.js';
