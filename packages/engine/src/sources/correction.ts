import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ValueChangeSchema } from '@miaotou/contracts';
import { PermanentError } from '../shared/index.js';
import type { ImportsDeps } from './deps.js';
import { noBatch } from './problems.js';
import type { BatchRecord, StagePlan } from './ports.js';
import { changedValue } from './value-change.js';

/** Rows by sheet: thousands of them are a list of numbers. */
const Places = z.array(z.object({ sheet: z.string(), rows: z.array(z.number()) }));

/** The "file" of a correction: what a person decided about rows of a delivery. */
export const CorrectionFileSchema = z.object({
  corrects: z.number(),
  by: z.string(),
  reason: z.string(),
  /** Tells two corrections of the same rows to the same cells apart. */
  at: z.string(),
  /** Rows mended cell by cell. */
  rows: z
    .array(
      z.object({
        sheet: z.string(),
        row: z.number(),
        cells: z.array(z.string()),
        /** What the person was shown: a cell left as it was keeps what the sender wrote, which is not shown in full. */
        shown: z.array(z.string()),
      }),
    )
    .default([]),
  /** Rows that are tried again as they stand, or all with one change of one field. */
  places: Places.default([]),
  change: z.object({ field: z.string(), change: ValueChangeSchema }).nullable().default(null),
  /** A person said that the values are right: checks that only ask stay silent. */
  confirms: z.boolean().default(false),
  /** Correction that is taken back. */
  undoes: z.number().nullable().default(null),
  /** Workbook in which the sending office mended the rows. */
  returned: z.object({ fileName: z.string(), sha256: z.string() }).nullable().default(null),
});
export type CorrectionFile = z.infer<typeof CorrectionFileSchema>;

/** Where each field stands in the sheet. */
type Columns = Readonly<Record<string, number>>;
export type Cells = readonly string[];

/** Rows to be tried again, each with all that was changed in it so far. */
export interface Correction {
  readonly original: BatchRecord;
  readonly plan: NonNullable<StagePlan['correction']>;
  readonly file: CorrectionFile;
  /** Whether the row is to be tried. */
  tries(sheet: string, row: number): boolean;
  /** The row with every correction so far, and this one where it is tried. */
  amended(sheet: string, row: number, cells: Cells, columns: Columns): Cells;
}

const placeKey = (sheet: string, row: number): string => `${sheet}\n${row}`;

export async function readCorrection(
  deps: Pick<ImportsDeps, 'files'>,
  sha256: string,
): Promise<CorrectionFile> {
  return CorrectionFileSchema.parse(JSON.parse(await readFile(deps.files.pathOf(sha256), 'utf8')));
}

/** The cells a person changed, over the cells as they came. */
export function mergeCells(cells: Cells, tried: { readonly cells: Cells; readonly shown: Cells }): Cells {
  const width = Math.max(cells.length, tried.cells.length);
  return Array.from({ length: width }, (_, at) => {
    const given = tried.cells[at] ?? '';
    return given === (tried.shown[at] ?? '') ? (cells[at] ?? '') : given;
  });
}

function withChange(cells: Cells, at: number | undefined, change: CorrectionFile['change']): Cells {
  if (at === undefined || change === null) return cells;
  const after = changedValue(change.change, (cells[at] ?? '').trim());
  if (after === null) return cells;
  const width = Math.max(cells.length, at + 1);
  return Array.from({ length: width }, (_, place) => (place === at ? after : (cells[place] ?? '')));
}

/** One correction's rows and what it does to them. */
interface Step {
  has(key: string): boolean;
  apply(key: string, cells: Cells, columns: Columns): Cells;
}

function stepOf({ rows, places, change }: CorrectionFile): Step {
  const mended = new Map(rows.map((row) => [placeKey(row.sheet, row.row), row]));
  const bare = new Set(places.flatMap(({ sheet, rows: at }) => at.map((row) => placeKey(sheet, row))));
  return {
    has: (key) => mended.has(key) || bare.has(key),
    apply(key, cells, columns) {
      const tried = mended.get(key);
      if (tried !== undefined) return mergeCells(cells, tried);
      return bare.has(key) ? withChange(cells, columns[change?.field ?? ''], change) : cells;
    },
  };
}

const nothingWaits = (fileName: string): PermanentError =>
  new PermanentError(
    'conflict',
    'rows-dealt-with',
    {
      zh: '这些行都已不在待处理之列，可能已被他人处理，未作任何更改。',
      en: 'None of these rows waits any more; somebody may have dealt with them. Nothing was changed.',
    },
    { file: fileName },
  );

/** Joins a correction with those before it that still hold. `own` null: its rows are only tried, no batch stands for it. */
export async function joinCorrections(
  deps: ImportsDeps,
  original: BatchRecord,
  file: CorrectionFile,
  own: number | null,
): Promise<Correction> {
  const undone = await deps.corrections.undone(deps.records.read, original.id);
  const earlier: Step[] = [];
  for (const done of await deps.batches.correctionsOf(deps.records.read, original.id)) {
    if (done.id === own || undone.has(done.id)) continue;
    earlier.push(stepOf(await readCorrection(deps, done.sha256)));
  }
  const last = stepOf(file);
  const waiting = await deps.store.waiting(original.id);
  const tries = (sheet: string, row: number): boolean =>
    last.has(placeKey(sheet, row)) && waiting.get(sheet)?.has(row) === true;
  const named = [
    ...file.rows,
    ...file.places.flatMap(({ sheet, rows }) => rows.map((row) => ({ sheet, row }))),
  ];
  if (!named.some(({ sheet, row }) => tries(sheet, row))) throw nothingWaits(original.fileName);
  return {
    original,
    file,
    plan: { batchId: original.id, by: file.by, reason: file.reason, confirms: file.confirms },
    tries,
    amended(sheet, row, cells, columns) {
      const key = placeKey(sheet, row);
      const before = earlier.reduce((now, step) => step.apply(key, now, columns), cells);
      return tries(sheet, row) ? last.apply(key, before, columns) : before;
    },
  };
}

/** The delivery that a correction is of. */
export async function originalOf(
  deps: Pick<ImportsDeps, 'batches' | 'records'>,
  corrects: number,
): Promise<BatchRecord> {
  const original = await deps.batches.find(deps.records.read, corrects);
  if (original === null) throw noBatch();
  return original;
}
