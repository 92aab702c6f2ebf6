export { createJudging } from './judging.js';
export type { Judging } from './judging.js';
