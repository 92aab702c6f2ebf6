import type { AlertQuery } from '@miaotou/contracts';
import type { Bilingual, SubjectKind } from '@miaotou/domain';
import type { CheckedRule } from '@miaotou/rules';
import type { Executor } from '../shared/index.js';
import type { Alert, AlertHappening } from './alert.js';

/** What tells alerts of one rule and subject apart from others. */
export interface AlertKey {
  readonly ruleId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
}

/** Filters of the alert list that are not the asker's but the office's. */
export interface AlertScope {
  /** Region codes that may be shown; null for all. */
  readonly regions: readonly string[] | null;
  /** Codes of the region asked for and all below it; null when none is asked for. */
  readonly within: readonly string[] | null;
  /** Rules of the source families asked for; null when none is asked for. */
  readonly rules: readonly string[] | null;
}

/** The records as alerts need them. */
export interface AlertStore {
  /** Lets one evaluation at a time change alerts. */
  lock(tx: Executor): Promise<void>;
  /** Every alert of the keys, live ones locked against change. */
  ofKeys(tx: Executor, keys: readonly AlertKey[]): Promise<readonly Alert[]>;
  nextIds(tx: Executor, count: number): Promise<readonly number[]>;
  insert(tx: Executor, alerts: readonly Alert[]): Promise<void>;
  update(tx: Executor, alerts: readonly Alert[]): Promise<void>;
  tell(tx: Executor, happenings: readonly AlertHappening[]): Promise<void>;
  /** Rules and subjects whose end must still be noticed: live alerts, and those closed by a person while the signal stood. */
  watched(
    at: Executor,
    kind: SubjectKind,
  ): Promise<readonly { readonly ruleId: string; readonly subjectId: string }[]>;
  find(at: Executor, id: number): Promise<Alert | null>;
  /** As `find`, locked against change until the transaction ends. */
  take(tx: Executor, id: number): Promise<Alert | null>;
  hasOtherLive(tx: Executor, alert: Alert): Promise<boolean>;
  /** The subject that an alert had at a moment: another than today's when employers were merged since. */
  subjectAt(at: Executor, alert: Pick<Alert, 'id' | 'subjectId'>, moment: Date): Promise<string>;
  history(at: Executor, id: number): Promise<readonly AlertHappening[]>;
  page(
    at: Executor,
    query: AlertQuery,
    scope: AlertScope,
  ): Promise<{ readonly total: number; readonly alerts: readonly Alert[] }>;
  /** Body of a rule in the version that an alert was judged by; null when it is not kept. */
  rule(at: Executor, ruleId: string, version: number): Promise<unknown>;
  /** Bodies of every rule in its newest version, for names and families. */
  rules(at: Executor): Promise<readonly unknown[]>;
  /** Industries of employers by id; those without one are absent. */
  industries(at: Executor, employerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Deliveries by batch id. */
  deliveries(at: Executor, batchIds: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
}

/** A delivered file, as the head of its rows. */
export interface Delivery {
  readonly fileName: string;
  readonly layout: string | null;
  readonly receivedAt: Date;
  /** Header cells by sheet. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** Which rows stand behind a feature. */
export interface SourceRowsRequest {
  readonly rule: CheckedRule;
  readonly feature: string;
  readonly subjectId: string;
  readonly asOf: Date;
  readonly knownAt: Date;
  readonly offset: number;
  readonly limit: number;
}

/** The warehouse as alerts need it. */
export interface AlertsWarehouse {
  sourceRows(request: SourceRowsRequest): Promise<{
    readonly total: number;
    readonly rows: readonly {
      readonly batchId: string;
      readonly sheet: string;
      readonly row: number;
      readonly cells: readonly string[];
    }[];
  }>;
}

/** Names of layouts for people. */
export type LayoutNames = () => Promise<ReadonlyMap<string, Bilingual>>;
