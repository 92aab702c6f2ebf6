export { DetectionsController } from './detections.controller.js';
