export { bySystem, closedByRules, isClosedByRules } from './alert.js';
export type { Alert, AlertHappening, EndReason } from './alert.js';
export { createAlerts } from './alerts.js';
export type { AlertChanges, AlertRun, AlertStep, Alerts, AlertsDeps } from './alerts.js';
export { decideAlert } from './decide.js';
export type { AlertDecision, Judgement, Standing } from './decide.js';
export { holdOf, workHoursOf } from './hold.js';
export type { LevelsAt, TierLevels } from './hold.js';
export { foldLine } from './fold.js';
export type { AlertVerdict, FoldContext, Folded, VerdictLine } from './fold.js';
export type {
  AlertKey,
  AlertScope,
  AlertStore,
  AlertsWarehouse,
  Delivery,
  LayoutNames,
  SourceRowsRequest,
} from './ports.js';
export { featureLabel, featureValueText } from './feature-words.js';
export { alertRow } from './views.js';
