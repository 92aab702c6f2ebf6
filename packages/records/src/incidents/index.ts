export { incidentStore } from './repository.js';
export { watchdogStore } from './watchdog.js';
export { photoStore } from './photos.js';
