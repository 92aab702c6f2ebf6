import type { MatterCounts } from '@miaotou/contracts';
import type { Day, ReportKind } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import type { LinkableReport } from './link.js';
import type { LeftWhy, MatterChange, StandingLink } from './settle.js';

/** A report that may be linked, with what the records keep of it. */
export interface ReportToLink extends LinkableReport {
  readonly kind: ReportKind;
  readonly layout: string;
  readonly employerName: string;
  readonly region: string;
  /** 检举控告: told to few. */
  readonly accusation: boolean;
}

/** A report in its newest version. */
export interface ReportFacts {
  readonly eventId: string;
  readonly kind: ReportKind;
  readonly layout: string;
  readonly employerId: string;
  readonly region: string;
  readonly occurredAt: Date;
  readonly persons: number | null;
  readonly amountFen: number | null;
  readonly batchId: string;
  readonly row: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where a report stands from `at` on; `seq` tells versions of one moment apart. */
export interface LinkVersion {
  readonly eventId: string;
  /** Null: in no matter with others. */
  readonly matterId: number | null;
  readonly seq: number;
}

/** Reports that are counted. */
export interface ReportWindow {
  readonly from: Date;
  readonly to: Date;
  readonly knownAt: Date;
  /** Regions that the count is narrowed to; null counts everything. */
  readonly regions: readonly string[] | null;
}

/** Reports and their links in the warehouse. */
export interface MattersWarehouse {
  /** Employers of which a delivery tells or told a report. */
  touched(batchId: string): Promise<readonly string[]>;
  /** Employers of which two reports share a keyed number. */
  sharing(): Promise<readonly string[]>;
  /** Reports of employers that share a keyed number with another, and those among `decided`. */
  linkable(employerIds: readonly string[], decided: readonly string[]): Promise<readonly ReportToLink[]>;
  keep(links: readonly LinkVersion[], at: Date): Promise<void>;
  reports(eventIds: readonly string[], knownAt: Date): Promise<readonly ReportFacts[]>;
  /** The newest reports of an employer, and how many there are in all. */
  reportsOf(
    employerId: string,
    knownAt: Date,
    limit: number,
  ): Promise<{ readonly reports: readonly ReportFacts[]; readonly total: number }>;
  /** Items and people before and after linking, as known at the moment. */
  counts(window: ReportWindow): Promise<MatterCounts>;
}

export interface MatterRecord {
  readonly id: number;
  readonly employerId: string;
  readonly employerName: string;
  readonly region: string;
  readonly endedAt: Date | null;
}

export interface MatterReportRecord extends StandingLink {
  readonly kind: ReportKind;
  readonly layout: string;
  readonly day: Day;
  readonly accusation: boolean;
  readonly at: Date;
  readonly ended: { readonly at: Date; readonly by: string; readonly why: LeftWhy } | null;
}

export interface DecisionRecord {
  readonly id: number;
  readonly kind: 'apart' | 'join';
  readonly eventId: string;
  readonly withEventId: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly undone: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}
export type NewDecisionRecord = Omit<DecisionRecord, 'id' | 'undone'>;

export interface ListedMatter extends MatterRecord {
  readonly from: Day;
  readonly to: Day;
  readonly layouts: readonly string[];
  readonly reports: number;
}

/** Matters, their reports and what people decided of them, in the records. Nothing is ever deleted. */
export interface MatterRecords {
  /** Standing links of reports, and of all matters of employers. */
  standing(
    executor: Executor,
    query: { readonly employerIds: readonly string[]; readonly eventIds: readonly string[] },
  ): Promise<readonly StandingLink[]>;
  /** Employers that have a matter. */
  employers(executor: Executor): Promise<readonly string[]>;
  /** Brings what the records keep of standing reports up to date. */
  refresh(tx: Executor, reports: readonly ReportToLink[]): Promise<void>;
  /** Writes what changes; gives where each changed report stands now. */
  settle(
    tx: Executor,
    change: {
      readonly settlement: MatterChange;
      readonly reports: ReadonlyMap<string, ReportToLink>;
      readonly at: Date;
      /** Who had a report set apart. */
      readonly by: string;
    },
  ): Promise<readonly LinkVersion[]>;
  find(executor: Executor, id: number): Promise<MatterRecord | null>;
  /** Links of a matter, standing and ended, oldest first. */
  links(executor: Executor, matterId: number): Promise<readonly MatterReportRecord[]>;
  /** Standing links of reports. */
  linksOf(executor: Executor, eventIds: readonly string[]): Promise<readonly MatterReportRecord[]>;
  list(
    executor: Executor,
    query: {
      readonly text: string | null;
      readonly kind: string | null;
      readonly regions: readonly string[] | null;
      readonly within: readonly string[] | null;
      /** Whether reports that are told to few count. */
      readonly accusations: boolean;
      readonly page: number;
      readonly pageSize: number;
    },
  ): Promise<{ readonly items: readonly ListedMatter[]; readonly total: number }>;
  /** Decisions that hold. */
  decided(executor: Executor): Promise<readonly DecisionRecord[]>;
  /** All decisions on some reports, newest first. */
  decisionsOn(executor: Executor, eventIds: readonly string[]): Promise<readonly DecisionRecord[]>;
  decision(executor: Executor, id: number): Promise<DecisionRecord | null>;
  decide(tx: Executor, decision: NewDecisionRecord): Promise<void>;
  undo(
    tx: Executor,
    id: number,
    undone: { readonly at: Date; readonly by: string; readonly reason: string },
  ): Promise<void>;
}
