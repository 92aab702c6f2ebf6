export { RosterController } from './roster.controller.js';
