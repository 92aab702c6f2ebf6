import type { FileStore } from '@miaotou/engine';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { csvCells } from './csv-line.js';

/** Where kept originals are read back. */
export type Originals = Pick<FileStore, 'lines'>;

/** A row of a delivery. */
export interface RawPlace {
  readonly batchId: number;
  readonly sheet: string;
  readonly row: number;
}

const batches = z.object({ batches: z.array(z.number()) });

const keptOriginals = defineQuery({
  name: 'sources.keptOriginals',
  sql: `SELECT batch_id AS batchId, sha256, rows, width FROM miaotou.originals WHERE batch_id IN {batches:Array(UInt64)}`,
  params: batches,
  row: z.object({ batchId: z.coerce.number(), sha256: z.string(), rows: z.number(), width: z.number() }),
});
type Original = z.infer<typeof keptOriginals.row>;

const storedRows = defineQuery({
  name: 'sources.storedRows',
  sql: `SELECT batch_id AS batchId, sheet, row, cells FROM miaotou.raw_rows
    WHERE batch_id IN {batches:Array(UInt64)} AND (batch_id, sheet, row) IN arrayZip({batches:Array(UInt64)}, {sheets:Array(String)}, {rows:Array(UInt32)})`,
  params: batches.extend({ sheets: z.array(z.string()), rows: z.array(z.number()) }),
  row: z.object({
    batchId: z.coerce.number(),
    sheet: z.string(),
    row: z.number(),
    cells: z.array(z.string()),
  }),
});

const rowsOfBatch = defineQuery({
  name: 'sources.rawRows',
  sql: `SELECT sheet, row, cells, count() OVER () AS total FROM miaotou.raw_rows WHERE batch_id = {batchId:UInt64}
    ORDER BY sheet, row LIMIT {size:UInt32} OFFSET {skip:UInt64}`,
  params: z.object({ batchId: z.number(), size: z.number(), skip: z.number() }),
  row: z.object({
    sheet: z.string(),
    row: z.number(),
    cells: z.array(z.string()),
    total: z.coerce.number(),
  }),
});

/** Rows of an original by number; the header is its first line, and a short line lacks its last cells. */
async function linesOf(
  originals: Originals,
  { sha256, width }: Original,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const lines = await originals.lines(sha256, rows);
  return new Map(
    [...lines].map(([row, line]) => {
      const cells = csvCells(line);
      return [row, Array.from({ length: Math.max(width, cells.length) }, (_, at) => cells[at] ?? '')];
    }),
  );
}

/** Cells of rows as they were delivered, in the order asked for; none for a row that no delivery holds. */
export async function rawRowsAt<P extends RawPlace>(
  warehouse: Warehouse,
  originals: Originals,
  places: readonly P[],
): Promise<(P & { readonly cells: readonly string[] })[]> {
  if (places.length === 0) return [];
  const keyOf = ({ batchId, sheet, row }: RawPlace) => `${batchId}\n${row}\n${sheet}`;
  const found = new Map<string, readonly string[]>();
  const asked = [...new Set(places.map(({ batchId }) => batchId))];
  for (const original of await warehouse.query(keptOriginals, { batches: asked })) {
    const { batchId } = original;
    const own = places.filter((place) => place.batchId === batchId).map(({ row }) => row);
    for (const [row, cells] of await linesOf(originals, original, own))
      found.set(keyOf({ batchId, sheet: '', row }), cells);
  }
  const others = places.filter((place) => !found.has(keyOf(place)));
  if (others.length > 0) {
    const params = {
      batches: others.map(({ batchId }) => batchId),
      sheets: others.map(({ sheet }) => sheet),
      rows: others.map(({ row }) => row),
    };
    for (const one of await warehouse.query(storedRows, params)) found.set(keyOf(one), one.cells);
  }
  return places.flatMap((place) => {
    const cells = found.get(keyOf(place));
    return cells === undefined ? [] : [{ ...place, cells }];
  });
}

/** One page of all rows of a delivery. */
export async function rawRowsPage(
  warehouse: Warehouse,
  originals: Originals,
  batchId: number,
  page: number,
  pageSize: number,
): Promise<{ items: { sheet: string; row: number; cells: readonly string[] }[]; total: number }> {
  const skip = (page - 1) * pageSize;
  const [original] = await warehouse.query(keptOriginals, { batches: [batchId] });
  if (original === undefined) {
    const found = await warehouse.query(rowsOfBatch, { batchId, size: pageSize, skip });
    return {
      items: found.map(({ sheet, row, cells }) => ({ sheet, row, cells })),
      total: found[0]?.total ?? 0,
    };
  }
  const size = Math.max(Math.min(pageSize, original.rows - skip), 0);
  const rows = Array.from({ length: size }, (_, at) => skip + at + 2);
  const lines = await linesOf(originals, original, rows);
  return {
    items: rows.map((row) => ({ sheet: '', row, cells: lines.get(row) ?? [] })),
    total: original.rows,
  };
}
