export { loadDemo } from './load-demo.js';
export type { DemoDeps } from './load-demo.js';
