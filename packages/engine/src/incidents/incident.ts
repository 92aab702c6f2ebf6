import type { FrozenLevels } from '@miaotou/contracts';
import type {
  AlertTier,
  Bilingual,
  DeviceKind,
  EscalationLevel,
  IncidentState,
  VerdictKind,
} from '@miaotou/domain';
import type { ResponseClock } from '../response/index.js';

/** An incident as kept. */
export interface Incident {
  readonly id: number;
  readonly groupKey: string;
  readonly title: string;
  readonly employerId: string | null;
  readonly region: string;
  readonly tier: AlertTier;
  readonly peakTier: AlertTier;
  readonly state: IncidentState;
  readonly level: EscalationLevel;
  readonly sentence: Bilingual;
  readonly plan: string;
  readonly openedAt: Date;
  readonly startedAt: Date | null;
  readonly closedAt: Date | null;
  readonly holderId: string | null;
  readonly signedAt: Date | null;
  readonly endedBy: string | null;
  readonly offerTo: string | null;
  readonly offerBy: string | null;
  readonly offerAt: Date | null;
  readonly offerNote: string | null;
  /** Counts what was sent of it: part of each message's reason. */
  readonly round: number;
  readonly levels: FrozenLevels | null;
  readonly heirId: number | null;
  readonly version: number;
}

/** One stamped entry of the proof chain. */
export interface IncidentEntry {
  readonly id: number;
  readonly incidentId: number;
  readonly at: Date;
  readonly kind: string;
  readonly reason: string;
  readonly text: Bilingual;
  readonly byId: string | null;
  readonly note: string | null;
  readonly fromState: IncidentState | null;
  readonly toState: IncidentState | null;
  readonly device: DeviceKind | null;
  readonly deviceAt: Date | null;
  readonly place: string | null;
  readonly key: string | null;
}
export type NewEntry = Omit<IncidentEntry, 'id'>;

/** Stages of the pipeline, in their order. */
export const stageNames = [
  'group',
  'inhibit',
  'silence',
  'time-node',
  'deduplicate',
  'route',
  'send',
  'record',
] as const;
export type StageName = (typeof stageNames)[number];

/** What a stage decided, with its named reason. */
export interface Decision {
  readonly stage: StageName;
  readonly reason: string;
  readonly text: Bilingual;
  readonly silenceId: number | null;
}

/** A clock as kept. */
export interface KeptClock extends ResponseClock {
  readonly id: number;
  readonly incidentId: number;
}

/** A merge or a split as kept. */
export interface IncidentMove {
  readonly id: number;
  readonly kind: 'merge' | 'split';
  readonly fromId: number;
  readonly toId: number;
  readonly at: Date;
  readonly byId: string;
  readonly reason: string;
  readonly detail: IncidentMoveDetail;
  readonly undoneAt: Date | null;
}
export interface IncidentMoveDetail {
  readonly alertIds: readonly number[];
  /** State of the emptied incident before a merge, to be given back. */
  readonly fromState: IncidentState;
  /** Kinds of its clocks that were stopped by the merge, with when they were due and looked at. */
  readonly stopped: readonly { readonly id: number; readonly nextAt: string }[];
}

/** What turned out of one alert. */
export interface Verdict {
  readonly incidentId: number;
  readonly alertId: number;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly kind: VerdictKind;
  readonly reason: string;
  readonly byId: string;
  readonly at: Date;
}

/** Whether the product itself or a silent source is concerned: administrators answer for it. */
export const isTechnical = ({ groupKey }: Pick<Incident, 'groupKey'>): boolean =>
  groupKey.startsWith('source:') || groupKey.startsWith('system:');

/** An entry that the system writes. */
export function systemEntry(
  incidentId: number,
  at: Date,
  kind: string,
  reason: string,
  text: Bilingual,
  states: Partial<Pick<NewEntry, 'fromState' | 'toState' | 'note'>> = {},
): NewEntry {
  return {
    incidentId,
    at,
    kind,
    reason,
    text,
    byId: null,
    note: null,
    fromState: null,
    toState: null,
    device: null,
    deviceAt: null,
    place: null,
    key: null,
    ...states,
  };
}
