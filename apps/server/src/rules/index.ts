export { RulesController } from './rules.controller.js';
