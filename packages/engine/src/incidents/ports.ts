import type { IncidentQuery } from '@miaotou/contracts';
import type { Bilingual, EscalationLevel, Role } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';
import type { ResponseClock } from '../response/index.js';
import type { DutyTable } from '../roster/index.js';
import type { Executor } from '../shared/index.js';
import type { Silence } from '../silences/index.js';
import type { EmployerTie } from './group.js';
import type {
  Decision,
  Incident,
  IncidentEntry,
  IncidentMove,
  KeptClock,
  NewEntry,
  Verdict,
} from './incident.js';

/** A change of an alert, as its history tells it. */
export interface AlertChange {
  readonly id: number;
  readonly alertId: number;
  readonly at: Date;
  readonly kind: string;
}

/** A person who takes part in responses. */
export interface Responder {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly scope: readonly string[];
  readonly officeId: string | null;
  readonly office: Bilingual | null;
}

export interface Membership {
  readonly incidentId: number;
  readonly alertId: number;
  readonly reason: string;
}

export interface Call {
  readonly incidentId: number;
  readonly personId: string;
  readonly level: EscalationLevel;
  readonly at: Date;
}

/** A message of an incident as it was sent. */
export interface SentMessage {
  readonly personId: string | null;
  readonly channel: string;
  readonly text: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** Whose incidents a list is of. */
export interface InboxScope {
  readonly regions: readonly string[] | null;
  readonly within: readonly string[] | null;
  /** Held by or called to one of these; null for everybody's. */
  readonly people: readonly string[] | null;
}

/** A live incident as leaders count it. */
export interface StandingLine {
  readonly id: number;
  readonly unsigned: boolean;
  readonly overdue: boolean;
  /** Who holds it, or was called to it first. */
  readonly personId: string | null;
}

/** The records as incidents need them. */
export interface IncidentStore {
  /** Lets one gathering at a time go on. */
  lock(tx: Executor): Promise<void>;
  through(tx: Executor): Promise<number>;
  setThrough(tx: Executor, eventId: number): Promise<void>;
  changesAfter(tx: Executor, eventId: number, limit: number): Promise<readonly AlertChange[]>;
  alerts(at: Executor, ids: readonly number[]): Promise<readonly Alert[]>;
  /** Standing links that lead up from employers, however far. */
  ties(at: Executor, employerIds: readonly string[]): Promise<readonly EmployerTie[]>;
  industries(at: Executor, employerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Names and dispute types of rules in their newest version. */
  rules(
    at: Executor,
  ): Promise<ReadonlyMap<string, { readonly name: Bilingual; readonly disputeTypes: readonly string[] }>>;
  nextIds(tx: Executor, count: number): Promise<readonly number[]>;
  insert(tx: Executor, made: readonly Incident[]): Promise<void>;
  update(tx: Executor, changed: readonly Incident[]): Promise<void>;
  find(at: Executor, id: number): Promise<Incident | null>;
  /** Locked against change until the transaction ends, in order of number. */
  take(tx: Executor, ids: readonly number[]): Promise<readonly Incident[]>;
  /** As `take`, without those that somebody else holds. */
  takeFree(tx: Executor, ids: readonly number[]): Promise<readonly Incident[]>;
  openByKeys(tx: Executor, keys: readonly string[]): Promise<readonly Incident[]>;
  /** Live incidents about whole places. */
  wide(at: Executor): Promise<readonly Incident[]>;
  members(at: Executor, incidentIds: readonly number[]): Promise<readonly Membership[]>;
  membersByAlert(at: Executor, alertIds: readonly number[]): Promise<readonly Membership[]>;
  /** Puts alerts into incidents; one that is in another moves. */
  join(tx: Executor, rows: readonly Membership[], at: Date): Promise<void>;
  tell(tx: Executor, entries: readonly NewEntry[]): Promise<void>;
  entries(at: Executor, incidentId: number): Promise<readonly IncidentEntry[]>;
  hasKey(at: Executor, incidentId: number, key: string): Promise<boolean>;
  decide(tx: Executor, incidentId: number, at: Date, decisions: readonly Decision[]): Promise<void>;
  decisions(at: Executor, incidentId: number): Promise<readonly (Decision & { readonly at: Date })[]>;
  clocks(at: Executor, incidentIds: readonly number[]): Promise<readonly KeptClock[]>;
  addClocks(
    tx: Executor,
    clocks: readonly (ResponseClock & { readonly incidentId: number })[],
  ): Promise<void>;
  updateClocks(tx: Executor, clocks: readonly KeptClock[]): Promise<void>;
  /** Incidents with a clock that must be looked at. */
  due(at: Executor, now: Date, limit: number): Promise<readonly number[]>;
  /** Live incidents whose clocks never began and that nothing holds back. */
  unstarted(at: Executor, limit: number): Promise<readonly number[]>;
  call(tx: Executor, calls: readonly Call[]): Promise<void>;
  calls(at: Executor, incidentIds: readonly number[]): Promise<readonly Call[]>;
  /** Reasons of messages that were put for incidents. */
  told(at: Executor, incidentIds: readonly number[]): Promise<ReadonlySet<string>>;
  messages(at: Executor, incidentId: number): Promise<readonly SentMessage[]>;
  people(at: Executor): Promise<readonly Responder[]>;
  roster(at: Executor): Promise<DutyTable>;
  silencesInForce(at: Executor, now: Date): Promise<readonly Silence[]>;
  page(
    at: Executor,
    query: IncidentQuery,
    scope: InboxScope,
    now: Date,
  ): Promise<{ readonly total: number; readonly items: readonly Incident[] }>;
  standing(at: Executor, regions: readonly string[] | null, now: Date): Promise<readonly StandingLine[]>;
  addMove(tx: Executor, move: Omit<IncidentMove, 'id' | 'undoneAt'>): Promise<number>;
  takeMove(tx: Executor, id: number): Promise<IncidentMove | null>;
  undoMove(tx: Executor, id: number, at: Date, by: string, reason: string): Promise<void>;
  moves(at: Executor, incidentId: number): Promise<readonly IncidentMove[]>;
  addVerdicts(tx: Executor, verdicts: readonly Verdict[]): Promise<void>;
  withdrawVerdicts(tx: Executor, incidentId: number, at: Date): Promise<void>;
  verdict(at: Executor, incidentId: number): Promise<Pick<Verdict, 'kind' | 'reason' | 'byId'> | null>;
}
