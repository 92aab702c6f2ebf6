export { createIncidents } from './incidents.js';
export type { Incidents } from './incidents.js';
export { seen as seenIncident } from './act.js';
export type { IncidentPlans, IncidentsDeps } from './desk.js';
export { settled as settledIncident } from './gather.js';
export { groupOf, headOf } from './group.js';
export type { EmployerTie } from './group.js';
export { isTechnical, stageNames } from './incident.js';
export type {
  Decision as IncidentDecisionRecord,
  Incident,
  IncidentEntry as IncidentEntryRecord,
  IncidentMove,
  IncidentMoveDetail,
  KeptClock,
  NewEntry,
  StageName,
  Verdict,
} from './incident.js';
export { groupStage, newDraft, officeTime, runPipeline, rungsAtOnce } from './pipeline/index.js';
export type { Draft, PipelineContext, Reachable } from './pipeline/index.js';
export { stateAfter } from './progress.js';
export type {
  AlertChange,
  Call,
  IncidentStore,
  Membership,
  Responder,
  SentMessage,
  StandingLine,
} from './ports.js';
