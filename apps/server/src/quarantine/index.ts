export { CorrectionsController } from './corrections.controller.js';
export { QuarantineController } from './quarantine.controller.js';
