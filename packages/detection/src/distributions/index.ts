export { logGamma } from './gamma-function.js';
export * from './incomplete.js';
export * from './negative-binomial.js';
export * from './poisson.js';
export * from './student.js';
