export { Schedules } from './schedules.js';
