export type { JobsOptions } from './backend.js';
export type {
  AddOptions,
  JobContext,
  JobHandler,
  JobHandlers,
  JobOutcome,
  Jobs,
  LaneCounts,
  WorkOptions,
} from './jobs.js';
export { lanes } from './lanes.js';
export type { Lane } from './lanes.js';
export { openJobs } from './open.js';
