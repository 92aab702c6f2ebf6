export { IncidentsController } from './incidents.controller.js';
export { SceneController } from './scene.controller.js';
