import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ImportsDeps } from './deps.js';
import { noBatch } from './problems.js';
import type { BatchRecord, StagePlan } from './ports.js';

/** The "file" of a correction: the rows as a person mended them. */
export const CorrectionFileSchema = z.object({
  corrects: z.number(),
  by: z.string(),
  reason: z.string(),
  /** Tells two corrections of the same rows to the same cells apart. */
  at: z.string(),
  rows: z.array(
    z.object({
      sheet: z.string(),
      row: z.number(),
      cells: z.array(z.string()),
      /** What the person was shown: a cell left as it was keeps what the sender wrote, which is not shown in full. */
      shown: z.array(z.string()),
    }),
  ),
});
export type CorrectionFile = z.infer<typeof CorrectionFileSchema>;
type TriedRow = CorrectionFile['rows'][number];

/** Rows to be tried again, and those that earlier corrections of the same delivery brought in. */
export interface Correction {
  readonly original: BatchRecord;
  readonly plan: NonNullable<StagePlan['correction']>;
  readonly rows: ReadonlyMap<string, TriedRow>;
  readonly earlier: ReadonlyMap<string, TriedRow>;
  merge(cells: readonly string[], tried: TriedRow): readonly string[];
}

const keyed = (rows: readonly TriedRow[]): [string, TriedRow][] =>
  rows.map((row) => [`${row.sheet}\n${row.row}`, row]);

async function readCorrection(deps: ImportsDeps, sha256: string): Promise<CorrectionFile> {
  return CorrectionFileSchema.parse(JSON.parse(await readFile(deps.files.pathOf(sha256), 'utf8')));
}

/** The cells a person changed, over the cells as they came. */
export function mergeCells(
  cells: readonly string[],
  tried: Pick<TriedRow, 'cells' | 'shown'>,
): readonly string[] {
  const width = Math.max(cells.length, tried.cells.length);
  return Array.from({ length: width }, (_, at) => {
    const given = tried.cells[at] ?? '';
    return given === (tried.shown[at] ?? '') ? (cells[at] ?? '') : given;
  });
}

/** Opens the correction that a batch stands for. */
export async function openCorrection(deps: ImportsDeps, batch: BatchRecord): Promise<Correction> {
  const original =
    batch.corrects === null ? null : await deps.batches.find(deps.records.read, batch.corrects);
  if (original === null) throw noBatch();
  const own = await readCorrection(deps, batch.sha256);
  const earlier = new Map<string, TriedRow>();
  for (const done of await deps.batches.correctionsOf(deps.records.read, original.id)) {
    if (done.id === batch.id) continue;
    for (const [key, row] of keyed((await readCorrection(deps, done.sha256)).rows)) earlier.set(key, row);
  }
  return {
    original,
    plan: { batchId: original.id, by: own.by, reason: own.reason },
    rows: new Map(keyed(own.rows)),
    earlier,
    merge: mergeCells,
  };
}
