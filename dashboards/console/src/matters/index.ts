export { BriefBeforeAndAfter } from './counts.js';
export { EmployerMatters } from './employer-matters.js';
