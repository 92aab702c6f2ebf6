export { createDetectionDesk } from './detections.js';
export type { DetectionDesk } from './detections.js';
export { createJudges } from './judges.js';
export { detectionJob } from './soon.js';
export { openTaskPool } from './pool.js';
export type { TaskPool } from './pool.js';
