import type { Bilingual } from '../vocabulary/index.js';
import type { Day } from '../calendar/index.js';
import type { ClockCode } from './codes.js';
import type { MatterEventKind } from './event-kinds.js';

/** Units in which a period is counted. */
export const clockUnits = ['working-days', 'calendar-days', 'months', 'years', 'hours'] as const;
export type ClockUnit = (typeof clockUnits)[number];

/**
 * What the end of a clock means: an act is due by then; an act is possible from then on; something is held to have
 * happened then; a right can no longer be defended after it.
 */
export const clockPurposes = ['due-by', 'possible-from', 'deemed-on', 'limitation'] as const;
export type ClockPurpose = (typeof clockPurposes)[number];

/** Where a period comes from: a text that was read, our own choice, or a proposal to the office. */
export const clockSources = ['sourced', 'own', 'proposed'] as const;
export type ClockSource = (typeof clockSources)[number];

/** Who has to act. */
export const clockActors = {
  party: { zh: '当事人', en: 'party' },
  'both-parties': { zh: '双方当事人', en: 'both parties' },
  'other-party': { zh: '对方当事人', en: 'other party' },
  applicant: { zh: '申请人', en: 'applicant' },
  respondent: { zh: '被申请人', en: 'respondent' },
  worker: { zh: '劳动者', en: 'worker' },
  employer: { zh: '用人单位', en: 'employer' },
  creditor: { zh: '权利人', en: 'creditor' },
  'mediation-organisation': { zh: '调解组织', en: 'mediation organisation' },
  mediator: { zh: '调解员', en: 'mediator' },
  committee: { zh: '仲裁委员会', en: 'arbitration committee' },
  tribunal: { zh: '仲裁庭', en: 'tribunal' },
  court: { zh: '人民法院', en: 'court' },
  inspection: { zh: '劳动保障监察', en: 'labour inspection' },
  'petition-office': { zh: '信访部门', en: 'petition office' },
  'responsible-unit': { zh: '责任单位', en: 'responsible unit' },
  petitioner: { zh: '信访人', en: 'petitioner' },
  'aid-agency': { zh: '法律援助机构', en: 'legal-aid agency' },
  bureau: { zh: '人社局', en: 'HR bureau' },
  'project-owner': { zh: '建设单位', en: 'project owner' },
  contractor: { zh: '施工总承包单位', en: 'general contractor' },
  'first-receiver': { zh: '首问责任人', en: 'first receiver' },
} as const satisfies Record<string, Bilingual>;
export type ClockActor = keyof typeof clockActors;

/** One statutory period as data. */
export interface ClockDefinition {
  readonly code: ClockCode;
  readonly name: Bilingual;
  /** Null: the parties agree on it, or it follows another period. */
  readonly length: number | null;
  readonly unit: ClockUnit;
  /** Backwards from the day that the event names, such as a hearing. */
  readonly backwards: boolean;
  readonly purpose: ClockPurpose;
  /** By how much it may be made longer in all, in its own unit; 0 not at all, null as agreed. */
  readonly extendable: number | null;
  readonly trigger: MatterEventKind;
  /** Events by which it is kept. */
  readonly metBy: readonly MatterEventKind[];
  /** Events after which it no longer matters, though nobody acted. */
  readonly endedBy: readonly MatterEventKind[];
  /** Counted anew from zero by these. */
  readonly resetBy: readonly MatterEventKind[];
  /** Whether stays and service by public notice are left out. */
  readonly stops: boolean;
  readonly who: ClockActor;
  readonly missed: Bilingual | null;
  readonly article: string;
  readonly source: ClockSource;
  /** The unit is inferred where the text only says 日. */
  readonly unitInferred: boolean;
  readonly effectiveFrom: Day;
  readonly effectiveTo: Day | null;
}

type Optional =
  | 'backwards'
  | 'purpose'
  | 'extendable'
  | 'metBy'
  | 'endedBy'
  | 'resetBy'
  | 'stops'
  | 'missed'
  | 'source'
  | 'unitInferred'
  | 'effectiveTo';

/** A definition with what is usual filled in. */
export function clock(
  row: Omit<ClockDefinition, Optional> & Partial<Pick<ClockDefinition, Optional>>,
): ClockDefinition {
  return {
    backwards: false,
    purpose: 'due-by',
    extendable: 0,
    metBy: [],
    endedBy: [],
    resetBy: [],
    stops: false,
    missed: null,
    source: 'sourced',
    unitInferred: false,
    effectiveTo: null,
    ...row,
  };
}
