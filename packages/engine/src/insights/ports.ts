import type {
  AlertTier,
  Bilingual,
  CaseStage,
  Day,
  EventKind,
  IncidentState,
  SourceFamily,
} from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** Regions that a read is narrowed to; null reads everything. */
export type Regions = readonly string[] | null;

export interface EventWindow {
  readonly kinds: readonly EventKind[];
  readonly from: Date;
  readonly to: Date;
  readonly knownAt: Date;
  readonly regions: Regions;
}

/** How far one layout is complete. */
export interface Coverage {
  readonly source: SourceFamily;
  readonly layout: string;
  /** Last day of the first period that was ever delivered. */
  readonly since: Day;
  readonly completeThrough: Day;
}

export interface CaseFlow {
  readonly kind: EventKind;
  readonly received: number;
  /** Cases of which the source says whether they are closed. */
  readonly told: number;
  readonly closed: number;
  /** Sum over the cases that say so; null when none does. */
  readonly persons: number | null;
}

export interface EmployerEvent {
  readonly eventId: string;
  readonly kind: string;
  readonly occurredAt: Date;
  readonly persons: number | null;
  readonly amountFen: number | null;
  readonly batchId: string;
  readonly row: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the overview and the employer page read from the warehouse, each set-wise and as known at one moment. */
export interface InsightsWarehouse {
  weeklyEvents(window: EventWindow): Promise<readonly { layout: string; week: Day; events: number }[]>;
  /** Employers whose indicator was above zero in a period. A period without any row is absent, not zero. */
  employersAbove(query: {
    readonly indicators: readonly string[];
    readonly from: Day;
    readonly knownAt: Date;
    readonly regions: Regions;
  }): Promise<readonly { indicator: string; period: Day; employers: number }[]>;
  eventsByRegion(window: EventWindow): Promise<readonly { region: string; events: number }[]>;
  caseFlow(window: EventWindow): Promise<readonly CaseFlow[]>;
  coverage(knownAt: Date): Promise<readonly Coverage[]>;
  employerIndicators(
    employerId: string,
    from: Day,
    knownAt: Date,
  ): Promise<readonly { indicator: string; period: Day; value: number }[]>;
  employerEvents(employerId: string, knownAt: Date, limit: number): Promise<readonly EmployerEvent[]>;
}

/** Live alerts of one region and tier, and what came in lately. */
export interface AlertCount {
  readonly region: string;
  readonly tier: AlertTier;
  readonly live: number;
  readonly unanswered: number;
  readonly openedLast7Days: number;
  readonly openedPrevious7Days: number;
}

export interface EmployerToWatch {
  readonly employerId: string;
  readonly name: string;
  readonly region: string;
  readonly tier: AlertTier;
  readonly alerts: number;
  readonly rules: readonly string[];
}

export interface EmployerFacts {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string;
  readonly industry: string | null;
  readonly standing: 'registered' | 'named';
}

/** An incident of an employer, and who holds it. */
export interface EmployerIncident {
  readonly id: number;
  readonly title: string;
  readonly region: string;
  readonly tier: AlertTier;
  readonly state: IncidentState;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly sentence: Bilingual;
  readonly holderId: string | null;
  readonly signedAt: Date | null;
  /** When its running clock that ends first is due. */
  readonly dueAt: Date | null;
}

/** People told of one change of an incident at one moment. */
export interface EmployerNotice {
  readonly incidentId: number;
  readonly at: Date;
  readonly title: string;
  readonly people: number;
  readonly read: number;
}

/** Somebody called to an incident that nobody has signed for. */
export interface EmployerCall {
  readonly incidentId: number;
  readonly personId: string;
  readonly at: Date;
}

/** A person and the office that they belong to. */
export interface OfficePerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly office: Bilingual | null;
}

/** What they read from the records. */
export interface InsightsRecords {
  alertCounts(executor: Executor, now: Date, regions: Regions): Promise<readonly AlertCount[]>;
  employersToWatch(executor: Executor, regions: Regions, limit: number): Promise<readonly EmployerToWatch[]>;
  employer(executor: Executor, id: string): Promise<EmployerFacts | null>;
  /** Incidents of the employer or with an alert of it, newest first. */
  incidentsOf(executor: Executor, employerId: string): Promise<readonly EmployerIncident[]>;
  noticesOf(executor: Executor, incidentIds: readonly number[]): Promise<readonly EmployerNotice[]>;
  callsOf(executor: Executor, incidentIds: readonly number[]): Promise<readonly EmployerCall[]>;
  people(executor: Executor): Promise<readonly OfficePerson[]>;
}

/** Which events tell of which stage of the case pipeline; negotiation leaves no trace in any source yet. */
export const stageKinds: Readonly<Partial<Record<CaseStage, EventKind>>> = {
  mediation: 'mediation-case',
  arbitration: 'arbitration-case',
  litigation: 'court-case',
};
