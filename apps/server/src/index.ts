export { createApp, start } from './boot/index.js';
export type { AppParts } from './app.module.js';
export { createMetrics } from './metrics/index.js';
export { routesOf } from './security/index.js';
