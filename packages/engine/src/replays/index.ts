export { readCandidate } from './books.js';
export { createReplays } from './replays.js';
export type { Replays, ReplaysDeps } from './replays.js';
export type { ReplayReport } from './run.js';
export type { JudgingPorts } from './side-run.js';
export type {
  Outcome,
  PastAction,
  PastAlert,
  PastRun,
  PastVerdict,
  ReadResponse,
  ReplayDetails,
  ReplayPatch,
  ReplayRecord,
  ReplayRecords,
  ReplayWarehouse,
} from './ports.js';
export type { ResponseSetting } from './response-setting.js';
export { createShadows } from './shadows.js';
export type { CountedAlert, ShadowRecord, ShadowRecords, Shadows, ShadowsDeps } from './shadows.js';
