import type { Layout, Manifest } from '@miaotou/contracts';
import type { ImportsDeps } from './deps.js';
import type { Correction } from './correction.js';
import type { Delivered, RunHooks } from './landing-run.js';
import { noRows } from './problems.js';
import type { BatchRecord, Recognised, SourceRow, TextSheet, Unrecognised } from './ports.js';
import { RowWriter, dataRows, goesAsItIs, readAhead } from './write-rows.js';

/** How many rows lie between two looks at whether the work is still wanted. */
const stepRows = 5_000;

function layoutOf(deps: ImportsDeps, batch: BatchRecord, manifest: Manifest): Layout {
  const layouts = deps.pipelines
    .filter(({ source }) => source === batch.source)
    .flatMap((one) => one.layouts);
  const found = layouts.find((layout) => layout.manifest.layout === manifest.layout);
  if (found === undefined) throw new Error(`layout ${manifest.layout} is not among the source's own`);
  return found;
}

export interface ReadOptions {
  /** The engine may read the file itself where it can. */
  readonly bulk: boolean;
  readonly correction: Correction | null;
  readonly hooks: RunHooks;
  readonly signal: AbortSignal;
}

const placeKey = (sheet: string, row: number): string => `${sheet}\n${row}`;

/** Rows of one sheet that go on: all of them, or in a correction those tried again and, where sums need it, the others. */
async function* rowsToWrite(
  rows: AsyncIterable<SourceRow>,
  sheet: string,
  correction: Correction | null,
  wholeFile: boolean,
): AsyncGenerator<{ readonly row: SourceRow; readonly context: boolean }> {
  for await (const row of rows) {
    if (correction === null) {
      yield { row, context: false };
      continue;
    }
    const key = placeKey(sheet, row.row);
    const tried = correction.rows.get(key);
    if (tried !== undefined)
      yield { row: { row: row.row, cells: correction.merge(row.cells, tried) }, context: false };
    else if (wholeFile) {
      const earlier = correction.earlier.get(key);
      yield {
        row: {
          row: row.row,
          cells: earlier === undefined ? row.cells : correction.merge(row.cells, earlier),
        },
        context: true,
      };
    }
  }
}

/**
 * Reads a file into parts that the warehouse can load. A file of which no sheet belongs to a layout of its source is
 * refused whole; sheets beside a recognised one that belong to none (notes, covers) are named in `unread`.
 */
export async function readDelivery(
  deps: ImportsDeps,
  batch: BatchRecord,
  path: string,
  directory: string,
  { bulk, correction, hooks, signal }: ReadOptions,
): Promise<{
  readonly delivered: Delivered;
  readonly headers: Record<string, readonly string[]>;
  readonly encoding: string | null;
  readonly unread: readonly string[];
}> {
  const { reader } = deps;
  const manifests = deps.pipelines
    .filter(({ source }) => source === batch.source)
    .flatMap((pipeline) => pipeline.layouts.map(({ manifest }) => manifest));
  const file = await reader.open(path, batch.fileName);
  const headers: Record<string, readonly string[]> = {};
  const parts: TextSheet[] = [];
  const unread: string[] = [];
  let first: Recognised | null = null;
  let refused: Unrecognised | null = null;
  let n = 0;
  for await (const sheet of file.sheets(signal)) {
    const { head, rows } = await readAhead(sheet);
    if (head.length === 0) continue;
    const found = reader.recognise(head, first === null ? manifests : [first.manifest], batch.fileName);
    if (!found.ok) {
      refused ??= found;
      if (head.length > 1) unread.push(sheet.name);
      continue;
    }
    if (first !== null && found.manifest.sheets === 'first') break;
    first ??= found;
    headers[sheet.name] = found.headers;
    if (bulk && correction === null && goesAsItIs(file, found)) {
      const part = {
        kind: 'bulk' as const,
        path,
        sha256: batch.sha256,
        width: found.headers.length,
        columns: found.columns,
        factors: found.unitFactors,
      };
      return {
        delivered: { layout: layoutOf(deps, batch, found.manifest), parts: [part], correction: null },
        headers,
        encoding: file.encoding,
        unread,
      };
    }
    const writer = new RowWriter(directory, sheet.name, parts.length, found, deps.secret);
    const wholeFile = found.manifest.groupBy !== undefined;
    for await (const { row, context } of rowsToWrite(
      dataRows(rows(), found, reader),
      sheet.name,
      correction,
      wholeFile,
    )) {
      n += 1;
      await writer.write(n, row, context);
      if (n % stepRows === 0) {
        await hooks.change({ progress: { done: n, total: null } });
        await hooks.checkpoint();
      }
    }
    const part = await writer.close();
    if (writer.lines > 0) parts.push(part);
  }
  if (first === null) {
    if (refused === null) throw noRows(batch.fileName);
    throw reader.refusal(refused, { file: batch.fileName });
  }
  if (parts.length === 0) throw noRows(batch.fileName);
  const delivered = {
    layout: layoutOf(deps, batch, first.manifest),
    parts,
    correction: correction?.plan ?? null,
  };
  return { delivered, headers, encoding: file.encoding, unread };
}
