export { createEmployers } from './employers.js';
export type { Employers, EmployersDeps, SettleContext, Settled } from './employers.js';
export { readIdentity, recogniseEmployer } from './recognise.js';
export type { Identity, Known, WrittenIdentity } from './recognise.js';
export type * from './ports.js';
