import type { Derivation, IndicatorPeriod, RollUp, SeriesGrain } from '@miaotou/contracts';
import type { Day } from '@miaotou/domain';
import type { Regions } from '../insights/index.js';
import type { Executor } from '../shared/index.js';

/** One indicator of one subject, or of all that may be seen, over a run of periods. */
export interface IndicatorRead {
  readonly code: string;
  /** How it is computed; null for an indicator that is delivered as it stands. */
  readonly derivation: Derivation | null;
  readonly per: IndicatorPeriod;
  readonly grain: SeriesGrain;
  /** Id of the subject; empty for the county and for a list of subjects. */
  readonly subject: string;
  /** Code of the sending office, which an event counts for when it names no organisation. */
  readonly office: string;
  readonly rollUp: RollUp;
  /** First days of the periods, in order. */
  readonly periods: readonly Day[];
  /** First day after the last period. */
  readonly end: Day;
  readonly knownAt: Date;
  readonly regions: Regions;
}

/** A figure of one period; `measure` is `value` or the key of a figure beside it. */
export interface IndicatorFigure {
  readonly measure: string;
  readonly period: Day;
  readonly value: number | null;
}

export interface FoundSubject {
  readonly subject: string;
  /** As the sources write it; empty where they name it by its id only. */
  readonly name: string;
  /** Newest period that it stands in. */
  readonly period: Day;
}

/** A delivered row behind a point. */
export interface RowBehind {
  readonly batchId: string;
  readonly layout: string;
  readonly sheet: string;
  readonly row: number;
  readonly knownAt: Date;
  readonly on: Day;
  readonly employerId: string;
  readonly employerName: string;
  /** Indicator and value that the row states; null for an event. */
  readonly stated: { readonly code: string; readonly value: number } | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is known of how far a layout is complete. */
export interface LayoutSpan {
  readonly layout: string;
  /** First day that any of its rows tells of. */
  readonly firstDay: Day | null;
  /** Every day up to which a delivery told, and the last day on which such a delivery came. */
  readonly marks: readonly { readonly through: Day; readonly receivedOn: Day }[];
}

/** What the indicators read from the warehouse, as of days and as known at a moment. */
export interface IndicatorsWarehouse {
  series(read: IndicatorRead): Promise<readonly IndicatorFigure[]>;
  subjects(
    read: IndicatorRead,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly FoundSubject[] }>;
  /** Rows behind the first of the read's periods. */
  rows(
    read: IndicatorRead,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly RowBehind[] }>;
  /** Newest period of every delivered indicator. */
  latest(knownAt: Date): Promise<readonly { readonly code: string; readonly period: Day }[]>;
  spans(knownAt: Date): Promise<readonly LayoutSpan[]>;
}

interface EmployerName {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}
interface FileName {
  readonly batchId: string;
  readonly fileName: string;
}

/** Names that stand beside the numbers. */
export interface IndicatorNames {
  employers(ids: readonly string[]): Promise<readonly EmployerName[]>;
  fileNames(batchIds: readonly string[]): Promise<readonly FileName[]>;
}

/** The same names as the records keep them. */
export interface IndicatorRecords {
  employers(executor: Executor, ids: readonly string[]): Promise<readonly EmployerName[]>;
  fileNames(executor: Executor, batchIds: readonly string[]): Promise<readonly FileName[]>;
}
