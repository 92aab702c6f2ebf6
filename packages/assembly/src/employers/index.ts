export { createEmployerDesk } from './employers.js';
export type { EmployerDesk, EmployerDeskOptions } from './employers.js';
