import type { Day, SourceFamily } from '@miaotou/domain';
import type { Random } from '../ground/index.js';
import { anyHabits, type Cell, type Habits } from './cells.js';
import { csvBytes, type CsvEncoding } from './csv.js';
import { slip, type Rates } from './defects.js';
import type { Table, TableColumn } from './table.js';
import { xlsxBytes } from './xlsx.js';

/** One department's file, ready to be written. */
export interface Delivery {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly fileName: string;
  readonly receivedOn: Day;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: CsvEncoding;
  readonly table: Table;
  readonly habits: Habits;
  /** Rows that nobody can keep, and rows that repeat one of the file or of an earlier one. */
  readonly bad: number;
  readonly duplicates: number;
}

interface Draft {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly fileName: string;
  readonly receivedOn: Day;
  readonly format: 'csv' | 'xlsx';
  readonly encoding?: CsvEncoding;
  readonly title?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total?: number;
  /** Words of a row's cells that belong to a planted story. */
  readonly planted: ReadonlySet<string>;
  /** Money as it stands, where the layout fixes the unit. */
  readonly habits?: Partial<Habits>;
  readonly rates?: Rates;
  /** Rows that repeat an earlier delivery. */
  readonly repeated?: number;
}

/** Puts habits and slips on a department's rows. */
export function deliver(random: Random, draft: Draft): Delivery {
  const own = random.fork(draft.fileName);
  const habits = { ...anyHabits(own, draft.format), ...draft.habits };
  const spared = (row: readonly Cell[]): boolean =>
    row.some((cell) => typeof cell === 'string' && draft.planted.has(cell));
  const { rows, bad, duplicates } = slip(own.fork('slips'), draft.columns, draft.rows, spared, draft.rates);
  return {
    source: draft.source,
    layout: draft.layout,
    fileName: draft.fileName,
    receivedOn: draft.receivedOn,
    format: draft.format,
    encoding: draft.encoding ?? 'utf8',
    table: { title: draft.title ?? null, columns: draft.columns, rows, total: draft.total ?? null },
    habits,
    bad,
    duplicates: duplicates + (draft.repeated ?? 0),
  };
}

/** The file's bytes. */
export async function deliveryBytes({ format, table, habits, encoding }: Delivery): Promise<Buffer> {
  return format === 'csv' ? csvBytes(table, habits, encoding) : xlsxBytes(table, habits);
}
