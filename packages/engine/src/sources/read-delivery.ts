import type { Layout, Manifest, Note } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { ImportsDeps } from './deps.js';
import type { Correction } from './correction.js';
import type { Delivered, RunHooks } from './landing-run.js';
import { noRows } from './problems.js';
import type {
  BatchRecord,
  FileReader,
  Recognised,
  Recognition,
  SheetHints,
  SourceRow,
  TextSheet,
  Unrecognised,
} from './ports.js';
import { SheetFindings, notesOf } from './sheet-findings.js';
import { isReturned } from './returned.js';
import { StandingReader } from './standing.js';
import { RowWriter, goesAsItIs, readAhead } from './write-rows.js';

/** How many rows lie between two looks at whether the work is still wanted. */
const stepRows = 5_000;

function layoutOf(layouts: readonly Layout[], manifest: Manifest): Layout {
  const found = layouts.find((layout) => layout.manifest === manifest);
  if (found === undefined) throw new Error(`layout ${manifest.layout} is not among the source's own`);
  return found;
}

interface Candidates {
  readonly all: readonly Layout[];
  /** Manifests that are tried together, and the next ones where none of them reads the sheet. */
  readonly tries: readonly (readonly Manifest[])[];
}

/**
 * The layouts in force of the batch's source. A correction is read by the version that read its delivery, unless a newer
 * version of the layout is in force, which may be what mends its rows.
 */
async function layoutsFor(
  deps: ImportsDeps,
  batch: BatchRecord,
  correction: Correction | null,
): Promise<Candidates> {
  const own = (await deps.layouts.inForce())
    .filter(({ source }) => source === batch.source)
    .flatMap((pipeline) => pipeline.layouts);
  const { layout = null, layoutVersion = null } = correction?.original ?? {};
  const then =
    layout === null || layoutVersion === null ? null : await deps.layouts.version(layout, layoutVersion);
  if (then === null) return { all: own, tries: [own.map(({ manifest }) => manifest)] };
  const newer = own.filter(
    ({ manifest }) => manifest.layout === layout && manifest.version > then.manifest.version,
  );
  const all = [...newer, then];
  return { all, tries: all.map(({ manifest }) => [manifest]) };
}

function recognised(
  reader: FileReader,
  head: readonly SourceRow[],
  tries: readonly (readonly Manifest[])[],
  hints: SheetHints,
): Recognition {
  let refused: Unrecognised = { ok: false, expected: [], found: [] };
  for (const manifests of tries) {
    const found = reader.recognise(head, manifests, hints);
    if (found.ok) return found;
    refused = found;
  }
  return refused;
}

export interface ReadOptions {
  /** So many rows are read at most; all of them by default. */
  readonly most?: number;
  /** The engine may read the file itself where it can. */
  readonly bulk: boolean;
  readonly correction: Correction | null;
  readonly hooks: RunHooks;
  readonly signal: AbortSignal;
}

interface RowToWrite {
  readonly row: SourceRow;
  readonly context: boolean;
}

/** The row as it goes on: every row does, or in a correction those tried again and, where sums need it, the others. */
function rowToWrite(
  row: SourceRow,
  sheet: string,
  correction: Correction | null,
  { manifest, columns }: Recognised,
): RowToWrite | null {
  if (correction === null) return { row, context: false };
  const context = !correction.tries(sheet, row.row);
  if (context && manifest.groupBy === undefined) return null;
  return { row: { row: row.row, cells: correction.amended(sheet, row.row, row.cells, columns) }, context };
}

export interface ReadDelivery {
  readonly delivered: Delivered;
  readonly headers: Record<string, readonly string[]>;
  readonly encoding: string | null;
  readonly unread: readonly string[];
  /** What was decided while reading that the sender should know. */
  readonly notes: readonly Note[];
  /** Rows that standing mappings changed, by mapping. */
  readonly uses: ReadonlyMap<number, number>;
}

/** Mappings by which a delivery is read: those in force when it came, and for a correction those its delivery was read by. */
async function standingReader(
  deps: ImportsDeps,
  batch: BatchRecord,
  layout: string,
  correction: Correction | null,
): Promise<StandingReader> {
  const { records, standing } = deps;
  return new StandingReader(
    correction === null
      ? await standing.inForce(records.read, layout, batch.receivedAt)
      : await standing.usedBy(records.read, correction.original.id),
  );
}

/**
 * Reads a file into parts that the warehouse can load. A file of which no sheet belongs to a layout of its source is
 * refused whole; sheets beside a recognised one that belong to none (notes, covers) are named in `unread`. A workbook
 * that went out with rows to be mended and came back is no delivery: `returned`.
 */
export async function readDelivery(
  deps: ImportsDeps,
  batch: BatchRecord,
  path: string,
  directory: string,
  { bulk, correction, hooks, signal, most = Number.POSITIVE_INFINITY }: ReadOptions,
): Promise<ReadDelivery | 'returned'> {
  const { reader } = deps;
  const layouts = await layoutsFor(deps, batch, correction);
  const file = await reader.open(path, batch.fileName);
  const headers: Record<string, readonly string[]> = {};
  const parts: TextSheet[] = [];
  const unread: string[] = [];
  const notes: Note[] = [];
  const receivedOn = dayOf((correction?.original ?? batch).observedAt);
  let standing = new StandingReader([]);
  let first: Recognised | null = null;
  let refused: Unrecognised | null = null;
  let n = 0;
  for await (const sheet of file.sheets(signal)) {
    const { head, rows } = await readAhead(sheet);
    if (head.length === 0) continue;
    const hints = {
      fileName: batch.fileName,
      sheetName: sheet.name,
      hiddenColumns: sheet.hiddenColumns,
      receivedOn,
    };
    const found = recognised(reader, head, first === null ? layouts.tries : [[first.manifest]], hints);
    if (!found.ok) {
      refused ??= found;
      if (head.length > 1) unread.push(sheet.name);
      continue;
    }
    if (first !== null && found.manifest.sheets === 'first') break;
    if (correction === null && isReturned(found.headers)) return 'returned';
    if (first === null) standing = await standingReader(deps, batch, found.manifest.layout, correction);
    first ??= found;
    headers[sheet.name] = found.headers;
    if (bulk && correction === null && !standing.any && goesAsItIs(file, found)) {
      const part = {
        kind: 'bulk' as const,
        path,
        sha256: batch.sha256,
        width: found.headers.length,
        columns: found.columns,
        factors: found.unitFactors,
      };
      return {
        delivered: { layout: layoutOf(layouts.all, found.manifest), parts: [part], correction: null },
        headers,
        encoding: file.encoding,
        unread,
        notes: found.notes,
        uses: standing.uses,
      };
    }
    const writer = new RowWriter(directory, sheet.name, parts.length, found, deps.secret, standing);
    const findings = new SheetFindings(
      found,
      reader,
      { file: batch.fileName, sheet: sheet.name },
      file.date1904,
    );
    for await (const read of rows()) {
      const kept = findings.dataRow(read);
      const own = kept === null ? null : rowToWrite(kept, sheet.name, correction, found);
      if (own === null) continue;
      if (n >= most) break;
      n += 1;
      const full = writer.write(n, own.row, own.context);
      if (full !== null) await full;
      if (n % stepRows === 0) {
        await hooks.change({ progress: { done: n, total: null } });
        await hooks.checkpoint();
      }
    }
    const part = await writer.close(findings.factors, findings.totals);
    if (writer.lines > 0) {
      parts.push(part);
      notes.push(...notesOf(sheet.name, [...findings.notes, ...writer.notes]));
    }
  }
  if (first === null) {
    if (refused === null) throw noRows(batch.fileName);
    throw reader.refusal(refused, { file: batch.fileName });
  }
  if (parts.length === 0) throw noRows(batch.fileName);
  const delivered = {
    layout: layoutOf(layouts.all, first.manifest),
    parts,
    correction: correction?.plan ?? null,
  };
  notes.push(...standing.notes(first.manifest));
  return { delivered, headers, encoding: file.encoding, unread, notes, uses: standing.uses };
}
