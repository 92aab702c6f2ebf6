import type { InspectionCandidatesQuery, InspectionQuery } from '@miaotou/contracts';
import type { AlertTier, Bilingual, Day } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import type { Campaign, Inspection, InspectionEvent, KeptAnswer, NewInspectionRecord } from './inspection.js';
import type { Inspector } from './steps.js';

export interface InspectionOffice {
  readonly id: string;
  readonly code: string;
  readonly name: Bilingual;
}

/** An employer as inspections need it. */
export interface InspectedEmployer {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly industry: string | null;
}

/** An employer that a campaign may choose. */
export interface Candidate extends InspectedEmployer {
  readonly tier: AlertTier | null;
  readonly alerts: number;
  readonly inspected: Day | null;
  readonly open: boolean;
}

/** Whose inspections a list is of. */
export interface InspectionScope {
  readonly regions: readonly string[] | null;
  readonly within: readonly string[] | null;
  /** Given to this person, or to an office of theirs and to nobody; null for everybody's. */
  readonly person: string | null;
  readonly office: string | null;
  readonly today: Day;
}

export interface InspectionCounts {
  readonly open: number;
  readonly overdue: number;
  readonly clue: number;
  readonly risk: number;
  readonly closed: number;
}

/** The records as inspections need them. */
export interface InspectionStore {
  page(
    at: Executor,
    query: InspectionQuery,
    scope: InspectionScope,
  ): Promise<{
    readonly total: number;
    readonly items: readonly Inspection[];
    readonly counts: InspectionCounts;
  }>;
  find(at: Executor, id: number): Promise<Inspection | null>;
  /** As `find`, locked against change until the transaction ends. */
  take(tx: Executor, id: number): Promise<Inspection | null>;
  add(tx: Executor, made: readonly NewInspectionRecord[]): Promise<readonly Inspection[]>;
  update(tx: Executor, inspection: Inspection): Promise<void>;
  /** In the order in which they were given. */
  answers(at: Executor, ids: readonly number[]): Promise<readonly KeptAnswer[]>;
  /** False where an answer of this key is kept already. */
  addAnswer(tx: Executor, answer: KeptAnswer): Promise<boolean>;
  events(at: Executor, id: number): Promise<readonly InspectionEvent[]>;
  tell(tx: Executor, events: readonly InspectionEvent[]): Promise<void>;
  campaigns(at: Executor, ids?: readonly number[]): Promise<readonly Campaign[]>;
  /** Inspections of each campaign in the named regions. */
  campaignCounts(
    at: Executor,
    regions: readonly string[] | null,
    today: Day,
  ): Promise<
    ReadonlyMap<number, Pick<InspectionCounts, 'open' | 'overdue' | 'risk'> & { readonly all: number }>
  >;
  addCampaign(tx: Executor, campaign: Omit<Campaign, 'id'>): Promise<Campaign>;
  /** Keeps others from raising inspections until the transaction ends. */
  lock(tx: Executor): Promise<void>;
  /** Employers that have an open inspection. */
  openOf(at: Executor, employerIds: readonly string[]): Promise<ReadonlySet<string>>;
  ofEmployer(at: Executor, employerId: string): Promise<readonly Inspection[]>;
  employers(at: Executor, ids: readonly string[]): Promise<readonly InspectedEmployer[]>;
  candidates(
    at: Executor,
    query: InspectionCandidatesQuery,
    regions: readonly string[] | null,
  ): Promise<{ readonly total: number; readonly items: readonly Candidate[] }>;
  /** The employer that an alert or an incident is about; null where there is none. */
  employerOfAlert(at: Executor, alertId: number): Promise<string | null>;
  employerOfIncident(at: Executor, incidentId: number): Promise<string | null>;
  offices(at: Executor): Promise<readonly InspectionOffice[]>;
  people(at: Executor): Promise<readonly Inspector[]>;
}
