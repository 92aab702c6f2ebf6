export { createIncidentDesk } from './incident-desk.js';
export type { IncidentDesk } from './incident-desk.js';
