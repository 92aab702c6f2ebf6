export { isOverdue } from './inspection.js';
export type { Campaign, Inspection, InspectionEvent, KeptAnswer, NewInspectionRecord } from './inspection.js';
export { brigadeCode, mayAssign, mayWork, takeStep } from './steps.js';
export type { Inspector, StepContext, StepOutcome } from './steps.js';
export { createInspections } from './inspections.js';
export type { Inspections, InspectionsDeps } from './inspections.js';
export type {
  Candidate,
  InspectedEmployer,
  InspectionCounts,
  InspectionOffice,
  InspectionScope,
  InspectionStore,
} from './ports.js';
