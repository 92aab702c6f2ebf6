export { BeforeAndAfter } from './counts.js';
export { EmployerMatters } from './employer-matters.js';
