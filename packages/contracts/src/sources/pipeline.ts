import type { EventKind } from '@miaotou/domain';
import type { Derivation } from './derivation.js';
import type { Manifest } from './manifest.js';

/** A checked cell: text, day ('YYYY-MM-DD'), instant (ISO) and codes as string; money (fen), counts and numbers as number. */
export type Cell = string | number | boolean | null;

/** A checked row by field name; `row` and `sheet` say where it stood in the file. */
export interface CheckedRow {
  readonly row: number;
  readonly sheet: string;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** What a delivery says of its whole: known when its rows are mapped. */
export interface MappingContext {
  /** Day on which the delivery was received, Asia/Shanghai. */
  readonly receivedOn: string;
  /** Period that the delivery reports, first day of the month or quarter; the latest of `periodField`. */
  readonly period: string;
}

/** A value that held for a subject in a period. The subject is the row's employer unless a region is named. */
export interface ObservationDraft {
  readonly indicator: string;
  /** First day of the period, YYYY-MM-DD. */
  readonly period: string;
  readonly value: number;
  /** Set for a town's own figure: region code. */
  readonly region?: string;
  /** Row of the delivery that it was read from. */
  readonly row: number;
}

/** Something that happened on a day. Its employer is the row's employer. */
export interface EventDraft {
  readonly kind: EventKind;
  /** Identifies the event for ever within its layout. */
  readonly key: string;
  /** YYYY-MM-DD or ISO instant. */
  readonly occurredAt: string;
  /** Where, as region code when the layout knows it; else the employer's region. */
  readonly region?: string;
  readonly industry?: string;
  /** People involved; null when the source does not say. */
  readonly persons: number | null;
  readonly amountFen: number | null;
  /** Months of wages owed; null when the source does not say. */
  readonly months: number | null;
  /** Keyed hashes of the people involved, for counting distinct persons. */
  readonly personKeys: readonly string[];
  /** Further facts that rules may filter on; names are listed in the pipeline's README. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly row: number;
}

export interface Mapped {
  readonly observations: readonly ObservationDraft[];
  readonly events: readonly EventDraft[];
}

/**
 * One layout of one source. `map` is pure: the checked rows of one group (one row unless the manifest says
 * `groupBy`) to observations and events. It may throw on rows that make no sense together: they are quarantined with
 * the error's message. Absent when the manifest is `direct`.
 */
export interface Layout {
  readonly manifest: Manifest;
  readonly map?: (rows: readonly CheckedRow[], context: MappingContext) => Mapped;
  /** Codes of the indicators that its rows state or that `map` adds up. */
  readonly delivers?: readonly string[];
}

/** One source family: its layouts, tried in order of how many of their columns a file has. */
export interface Pipeline {
  readonly source: Manifest['source'];
  readonly layouts: readonly Layout[];
  /** Indicators that follow from what the layouts deliver. */
  readonly derives?: readonly Derivation[];
}
