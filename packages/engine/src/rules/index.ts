export { behindFrom, familyCoverage, familyOfKind, silenceOf } from './coverage.js';
export type { SourceStanding } from './coverage.js';
export { createEvaluation } from './evaluation.js';
export type { Evaluation, EvaluationDeps, EvaluationInput, EvaluationSummary } from './evaluation.js';
export { knowledgeOf, knownOf } from './knowledge.js';
export type { Knowledge, Known as KnownSources, KnownDeps } from './knowledge.js';
export { momentsOf } from './moments.js';
export type {
  LayoutCycle,
  PassRequest,
  PassResult,
  PassRow,
  RulesRecords,
  RulesWarehouse,
  RunRecord,
  SignalRow,
  StoredRule,
  Touched,
  ValueSources,
  Watermark,
} from './ports.js';
export { fileOf, rulesInForce, storedRule, versionsInForce } from './book.js';
export { judgesDifferently, ruleChanges } from './changes.js';
export { checkText } from './draft-check.js';
export { createRuleVersions } from './versions.js';
export type { RuleDifference } from './rule-files.js';
export type { RuleVersions, RuleVersionsDeps } from './versions.js';
export type {
  DraftPatch,
  DraftRecord,
  DraftStepRecord,
  PublishedRule,
  RuleVersionRecords,
} from './version-ports.js';
