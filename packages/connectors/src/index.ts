export { nextRun } from './next-run.js';
