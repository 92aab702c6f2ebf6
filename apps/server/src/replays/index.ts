export { ReplaysController } from './replays.controller.js';
