import type {
  OutcomeKind,
  ReplayAlert,
  ReplayDifference,
  ReplayMiss,
  ReplayResult,
} from '@miaotou/contracts';
import type { ReplayRequest, ReplayRow, ReplayState } from '@miaotou/contracts';
import type { AlertState, AlertTier, Bilingual, Day, SubjectKind, VerdictKind } from '@miaotou/domain';
import type { Alert, AlertHappening } from '../alerts/index.js';
import type { Executor } from '../shared/index.js';
import type { ResponseSetting } from './response-setting.js';

/** One run of the rules as production made it. */
export interface PastRun {
  readonly id: string;
  readonly reason: string;
  readonly batchId: string | null;
  readonly detectionRunId: string | null;
  readonly asOf: Date;
  readonly knownAt: Date;
  /** When its alerts were written: later runs saw them. */
  readonly finishedAt: Date;
}

/** What a person did to an alert of production. */
export interface PastAction {
  readonly alertId: number;
  readonly ruleId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly at: Date;
  readonly kind: string;
  readonly reason: string;
  readonly by: string;
  readonly note: string | null;
  readonly fromState: AlertState;
  readonly toState: AlertState;
  readonly fromTier: AlertTier;
  readonly toTier: AlertTier;
}

/** An alert of production with its history. */
export interface PastAlert {
  readonly alert: Alert;
  readonly history: readonly AlertHappening[];
}

/** What turned out of an alert of production. */
export interface PastVerdict {
  readonly ruleId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly kind: VerdictKind;
}

/** Reads what the response to alerts of these employers rests on, as it stands at a moment. */
export type ReadResponse = (
  at: Executor,
  employerIds: readonly string[],
  now: Date,
) => Promise<ResponseSetting>;

/** Something of which an alert may have warned. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly employerId: string;
  readonly employerName: string;
  readonly region: string;
  readonly on: Day;
  readonly persons: number | null;
}

/** Everything that a replay found and that is listed page by page. */
export interface ReplayDetails {
  readonly published: readonly ReplayAlert[];
  readonly candidate: readonly ReplayAlert[];
  readonly differences: readonly ReplayDifference[];
  readonly missed: { readonly published: readonly ReplayMiss[]; readonly candidate: readonly ReplayMiss[] };
}

/** A replay as kept. */
export interface ReplayRecord {
  readonly id: string;
  readonly title: string;
  readonly state: ReplayState;
  readonly progress: number;
  readonly stage: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly seenAt: Date | null;
  readonly finishedAt: Date | null;
  readonly request: ReplayRequest;
  readonly headline: ReplayRow['headline'];
  readonly problem: Bilingual | null;
}

/** What of a replay changes while it goes on. */
export type ReplayPatch = Partial<
  Pick<ReplayRecord, 'state' | 'progress' | 'stage' | 'seenAt' | 'finishedAt' | 'headline' | 'problem'> & {
    readonly result: ReplayResult;
    readonly details: ReplayDetails;
  }
>;

/** The records as replays need them. */
export interface ReplayRecords {
  add(at: Executor, replay: ReplayRecord): Promise<void>;
  page(
    at: Executor,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly replays: readonly ReplayRecord[] }>;
  find(at: Executor, id: string): Promise<(ReplayRecord & { readonly result: ReplayResult | null }) | null>;
  details(at: Executor, id: string): Promise<ReplayDetails | null>;
  /** Changes a replay that is in one of these states; false when it is in another. */
  change(at: Executor, id: string, from: readonly ReplayState[], patch: ReplayPatch): Promise<boolean>;
  remove(at: Executor, id: string): Promise<void>;
  /** Runs of the rules that ended, in the order in which their alerts were written. */
  runs(at: Executor, window: { readonly from: Date; readonly to: Date }): Promise<readonly PastRun[]>;
  /** What people did to alerts, oldest first. */
  actions(at: Executor): Promise<readonly PastAction[]>;
  /** Production's alerts that were opened in a span, with their histories. */
  alerts(at: Executor, window: { readonly from: Date; readonly to: Date }): Promise<readonly PastAlert[]>;
  /** Verdicts that stand on production's alerts. */
  verdicts(at: Executor): Promise<readonly PastVerdict[]>;
  /** Production's incidents that began in a span, those left out that people moved alerts into or out of. */
  incidents(at: Executor, window: { readonly from: Date; readonly to: Date }): Promise<number>;
}

/** The warehouse as replays need it. */
export interface ReplayWarehouse {
  /** Happenings of employers on the days from and to, both included, as known now, in order of day. */
  outcomes(
    window: { readonly from: Day; readonly to: Day; readonly knownAt: Date },
    signal: AbortSignal,
  ): Promise<readonly Outcome[]>;
}
