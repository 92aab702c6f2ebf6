import type { InspectionChecklist } from '@miaotou/contracts';
import type {
  AlertTier,
  Day,
  InspectionAnswer,
  InspectionEventKind,
  InspectionOutcome,
  InspectionState,
} from '@miaotou/domain';

/** An inspection as kept. */
export interface Inspection {
  readonly id: number;
  readonly campaignId: number | null;
  readonly employerId: string;
  readonly employerName: string;
  readonly region: string;
  readonly industry: string | null;
  readonly alertId: number | null;
  readonly incidentId: number | null;
  readonly reason: string;
  /** As it stood when the inspection was raised. */
  readonly checklist: InspectionChecklist;
  readonly officeId: string;
  readonly personId: string | null;
  readonly dueDay: Day;
  readonly state: InspectionState;
  readonly outcome: InspectionOutcome | null;
  readonly tier: AlertTier | null;
  readonly headcount: number | null;
  readonly amountFen: number | null;
  readonly disputeTypes: readonly string[];
  readonly keyGroups: readonly string[];
  readonly conclusion: string | null;
  readonly companionId: string | null;
  readonly endedAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly version: number;
}
export type NewInspectionRecord = Omit<Inspection, 'id'>;

/** An answer to one item as kept. */
export interface KeptAnswer {
  readonly inspectionId: number;
  readonly item: string;
  readonly answer: InspectionAnswer;
  readonly note: string;
  readonly byId: string;
  readonly at: Date;
  readonly key: string;
}

/** What somebody did with an inspection. */
export interface InspectionEvent {
  readonly inspectionId: number;
  readonly at: Date;
  readonly byId: string;
  readonly kind: InspectionEventKind;
  readonly note: string;
}

/** A campaign as kept. */
export interface Campaign {
  readonly id: number;
  readonly title: string;
  readonly reason: string;
  readonly focus: { readonly regions: readonly string[]; readonly industries: readonly string[] };
  readonly byId: string;
  readonly at: Date;
}

/** Newest answer of each item. */
export function newestAnswers(answers: readonly KeptAnswer[]): ReadonlyMap<string, KeptAnswer> {
  return new Map(answers.map((answer) => [answer.item, answer]));
}

/** Whether it still asks something of somebody. */
export const isOpen = ({ state }: Pick<Inspection, 'state'>): boolean =>
  state === 'open' || state === 'begun';

/** Whether its day has passed without an end. */
export const isOverdue = (inspection: Pick<Inspection, 'state' | 'dueDay'>, today: Day): boolean =>
  isOpen(inspection) && inspection.dueDay < today;
