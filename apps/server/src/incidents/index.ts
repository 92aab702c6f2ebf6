export { IncidentsController } from './incidents.controller.js';
export { PlansController } from './plans.controller.js';
export { SceneController } from './scene.controller.js';
