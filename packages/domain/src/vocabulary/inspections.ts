/** States of an inspection 隐患排查. */
export const inspectionStates = ['open', 'begun', 'ended', 'withdrawn'] as const;
export type InspectionState = (typeof inspectionStates)[number];

/** What came out: a clue 线索 to be followed, a risk 风险 for the ledger, or nothing left to do 办结. */
export const inspectionOutcomes = ['clue', 'risk', 'closed'] as const;
export type InspectionOutcome = (typeof inspectionOutcomes)[number];

/** What was found at one item of a check-list. */
export const inspectionAnswers = ['fine', 'problem', 'not-applicable'] as const;
export type InspectionAnswer = (typeof inspectionAnswers)[number];

/** What people do with an inspection. */
export const inspectionEventKinds = ['raised', 'answered', 'assigned', 'ended', 'withdrawn'] as const;
export type InspectionEventKind = (typeof inspectionEventKinds)[number];

/** What stands in the joint view of one employer 联合视图. */
export const jointKinds = [
  'alert',
  'incident',
  'inspection',
  'message',
  'complaint',
  'petition',
  'case',
  'opinion',
  'notice',
  'stoppage',
] as const;
export type JointKind = (typeof jointKinds)[number];
