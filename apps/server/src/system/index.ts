export { HealthController } from './health.controller.js';
export { SystemController } from './system.controller.js';
