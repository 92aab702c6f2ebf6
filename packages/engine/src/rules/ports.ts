import type { Evidence } from '@miaotou/contracts';
import type { AlertTier, Bilingual, Cycle, Day, EventKind, SourceFamily, SubjectKind } from '@miaotou/domain';
import type { CheckedRule, GroupKind, Value } from '@miaotou/rules';
import type { Executor } from '../shared/index.js';

/** What a layout owes, from its manifest. */
export interface LayoutCycle {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly name: Bilingual;
  readonly every: Cycle;
  readonly graceDays: number;
  /** Its rows state values and tell of no event. */
  readonly eventless?: boolean;
  /** Indicators of which its rows state values. */
  readonly states?: readonly string[];
}

/** How far a layout was complete at some moment. */
export interface Watermark {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly completeThrough: Day;
}

/** What a batch brought, as far as evaluation cares. */
export interface Touched {
  /** Employers named by its rows, also at places that a correction left. */
  readonly employers: number;
  /** Days on which its events happened (Shanghai), by kind; `employed` when one of them names an employer. */
  readonly days: readonly { readonly kind: EventKind; readonly day: Day; readonly employed: boolean }[];
  /** Events that it took back, from one place or altogether. */
  readonly withdrawn: readonly string[];
  /** Periods of which it stated values, by layout. */
  readonly periods: readonly { readonly layout: string; readonly period: Day }[];
  /** Layouts that it moved forward, and how far. */
  readonly watermarks: readonly Watermark[];
}

/** Whether every day of a window that ends at a moment, or so long before it, was told of, as far as a kind of event goes. */
export type Covers = (kind: EventKind, window: string, at: Date, before?: string | null) => boolean;

/** What is known of the deliveries that an indicator's values come with. */
export interface ValueSources {
  /** The first period of which a newest value is not too old at a moment; null where no age is. */
  freshFrom(indicator: string, at: Date): Day | null;
  /** Periods that were left out amid what came. */
  gaps(indicator: string): readonly { readonly from: Day; readonly through: Day }[];
}

/** One question to the warehouse: which rules, over whom, at which moments (ascending, the last is the run's as-of). */
export interface PassRequest {
  readonly rules: readonly CheckedRule[];
  /** Only what this batch touched; all subjects when null. */
  readonly batchId: string | null;
  /** Only the subjects of which this run of the detectors judged something anew. */
  readonly detectionRunId?: string;
  readonly moments: readonly Date[];
  readonly knownAt: Date;
  /** Whether the sources of a kind of event told of a whole window before a moment, so that none means zero. */
  readonly covered: Covers;
  readonly values: ValueSources;
  /** Subjects to give at the last moment even when nothing is known of them. */
  readonly asked: readonly string[];
}

/** One subject at one moment: each rule's tier (null: abstained) and features. */
export interface PassRow {
  readonly subjectId: string;
  readonly asOf: Date;
  readonly region: string;
  /** For event subjects. */
  readonly event: { readonly occurredAt: Date; readonly employerId: string; readonly label: string } | null;
  /** A rule that does not judge the subject at this moment is not among them. */
  readonly rules: ReadonlyMap<string, RuleFinding>;
}

/** What one rule finds in a row. */
export interface RuleFinding {
  readonly rank: number | null;
  readonly features: Readonly<Record<string, Value>>;
  /** The proceeding whose clock the rule watches is over. */
  readonly over: boolean;
}

/** Subjects that last, in contrast to events and sources. */
export type StandingKind = 'employer' | GroupKind;

/** Rows of every subject that has a signal at any moment or was asked for, in order of time; totals at the last moment. */
export interface PassResult {
  readonly rows: readonly PassRow[];
  readonly subjects: number;
  readonly abstained: ReadonlyMap<string, number>;
}

/** One line of what the rules said. */
export interface SignalRow {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly region: string;
  readonly tier: AlertTier;
  readonly asOf: Date;
  readonly knownAt: Date;
  readonly evidence: Evidence;
}

/** The warehouse as evaluation needs it. */
export interface RulesWarehouse {
  touched(batchId: string): Promise<Touched>;
  /** Newest watermark of each layout as known at a moment; `without` leaves a batch out. */
  watermarks(knownAt: Date, without?: string): Promise<readonly Watermark[]>;
  employers(request: PassRequest, signal: AbortSignal): Promise<PassResult>;
  /** Towns, sections of industry, the county or building projects. */
  groups(kind: GroupKind, request: PassRequest, signal: AbortSignal): Promise<PassResult>;
  events(request: PassRequest, signal: AbortSignal): Promise<PassResult>;
  appendSignals(runId: string, signals: readonly SignalRow[]): Promise<void>;
}

/** A version of a rule as kept. */
export interface StoredRule {
  readonly ruleId: string;
  readonly version: number;
  readonly body: unknown;
  readonly bodySha256: string;
}

/** One run as recorded. */
export interface RunRecord {
  readonly id: string;
  readonly reason: string;
  readonly batchId: string | null;
  readonly asOf: Date;
  readonly knownAt: Date;
  readonly detectionRunId: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly subjects: number;
  readonly signals: number;
  readonly opened: number;
  readonly raised: number;
  readonly lowered: number;
  readonly resolved: number;
  readonly abstentions: unknown;
}

/** The records as evaluation needs them. */
export interface RulesRecords {
  recordRun(at: Executor, run: RunRecord): Promise<void>;
  /** Abstentions of the newest run over everything. */
  newestAbstentions(at: Executor): Promise<unknown>;
  /** Names and regions of employers and of names that wait for a person. */
  subjects(
    at: Executor,
    ids: readonly string[],
  ): Promise<
    ReadonlyMap<string, { readonly name: string; readonly region: string; readonly known: boolean }>
  >;
}
