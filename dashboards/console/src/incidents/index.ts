export { Standing } from './standing.js';
export { IncidentTabs } from './tabs.js';
