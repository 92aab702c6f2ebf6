import type { CellFault, Correction } from '@miaotou/contracts';
import type { Viewer } from '../people/index.js';
import { tryCorrection } from '../sources/index.js';
import type { BatchRecord, CorrectionFile, CorrectionRecord, Page } from '../sources/index.js';
import { isRecordId } from '../shared/index.js';
import { placeKey } from './house.js';
import type { House, KnownLayouts, QuarantineDeps, SeenRow } from './house.js';
import { noCorrection, undoneAlready } from './problems.js';
import type { ListedCorrection, QuarantineEntry, RowPlace } from './ports.js';
import { headerOf, shownFaults } from './views.js';

export interface MendedRow extends SeenRow {
  readonly cells: readonly string[];
}
interface Decision {
  readonly rows: readonly SeenRow[];
  readonly reason: string;
}

/** What people do with quarantined rows. Each change is a version with its author and reason; none overwrites another. */
export interface Changes {
  /** The faults that rows would still have; keeps nothing. */
  check(
    batchId: string,
    rows: readonly MendedRow[],
    signal: AbortSignal,
  ): Promise<{ rows: { sheet: string; row: number; faults: CellFault[] }[] }>;
  /** Begins a correction of rows to the given cells. */
  rerun(
    batchId: string,
    input: { readonly rows: readonly MendedRow[]; readonly reason: string },
    viewer: Viewer,
  ): Promise<{ readonly batchId: number }>;
  /** Begins the keeping of held rows as they are. */
  confirm(batchId: string, input: Decision, viewer: Viewer): Promise<{ readonly batchId: number }>;
  discard(batchId: string, input: Decision, viewer: Viewer): Promise<{ readonly discarded: number }>;
  /** Lets discarded rows wait again. */
  restore(batchId: string, input: Decision, viewer: Viewer): Promise<{ readonly restored: number }>;
  /** Begins the taking back of a correction that is done. */
  undo(correctionId: string, reason: string, viewer: Viewer): Promise<{ readonly batchId: number }>;
  corrections(query: {
    readonly corrects?: string | undefined;
    readonly page: number;
    readonly pageSize: number;
  }): Promise<Page<Correction>>;
}

/** What tells one correction from another. */
type Kind = Pick<CorrectionRecord, 'kind' | 'mapping' | 'rows'>;
type Content = Partial<Pick<CorrectionFile, 'rows' | 'places' | 'change' | 'confirms' | 'undoes'>>;

function fileOf(
  batch: BatchRecord,
  content: Content,
  said: Pick<CorrectionFile, 'by' | 'reason' | 'at'>,
): CorrectionFile {
  return {
    corrects: batch.id,
    rows: [],
    places: [],
    change: null,
    confirms: false,
    undoes: null,
    returned: null,
    ...content,
    ...said,
  };
}

/** Opens the batch that a correction is, and has it run. */
export async function beginCorrection(
  deps: QuarantineDeps,
  batch: BatchRecord,
  content: Content,
  kind: Kind,
  { reason, by, at }: { readonly reason: string; readonly by: string; readonly at: Date },
): Promise<number> {
  const { records, batches, files, corrections } = deps;
  const file = fileOf(batch, content, { by, reason, at: at.toISOString() });
  const { sha256, bytes } = await files.keepText(JSON.stringify(file));
  const made = await records.transaction(async (tx) => {
    const added = await batches.add(tx, {
      source: batch.source,
      fileName: batch.fileName,
      sha256,
      fileBytes: bytes,
      via: 'correction',
      receivedFrom: by,
      receivedAt: at,
      observedAt: at,
      corrects: batch.id,
    });
    await corrections.add(tx, {
      ...kind,
      batchId: added.id,
      corrects: batch.id,
      layout: batch.layout ?? '',
      author: by,
      reason,
      madeAt: at,
      undoes: content.undoes ?? null,
    });
    return added;
  });
  await deps.enqueue(made.id);
  return made.id;
}

/** Rows tried as a correction of cells would. */
export function tryCells(
  deps: QuarantineDeps,
  batch: BatchRecord,
  content: Content,
  signal: AbortSignal,
): ReturnType<typeof tryCorrection> {
  const said = { by: '', reason: '', at: deps.clock.now().toISOString() };
  return tryCorrection(deps, batch, fileOf(batch, content, said), signal);
}

/** Rows as lists of numbers by sheet. */
export function placesOf(rows: readonly RowPlace[]): CorrectionFile['places'] {
  const bySheet = new Map<string, number[]>();
  for (const { sheet, row } of rows) bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), row]);
  return [...bySheet].map(([sheet, at]) => ({ sheet, rows: at }));
}

const mendedRows = (
  rows: readonly MendedRow[],
  known: ReadonlyMap<string, QuarantineEntry>,
): CorrectionFile['rows'] =>
  rows.map(({ sheet, row, cells }) => ({
    sheet,
    row,
    cells: [...cells],
    shown: [...(known.get(placeKey({ sheet, row }))?.cells ?? [])],
  }));

export function createChanges(deps: QuarantineDeps, house: House): Changes {
  const { records, quarantined, corrections, clock } = deps;

  async function decide(
    batchId: string,
    { rows, reason }: Decision,
    viewer: Viewer,
    from: readonly QuarantineEntry['state'][],
    stateOf: (entry: QuarantineEntry) => Promise<QuarantineEntry['state']>,
  ): Promise<number> {
    const batch = await house.batch(batchId);
    const known = await house.standing(batch, rows, from);
    const decided: QuarantineEntry[] = [];
    for (const entry of known.values()) decided.push({ ...entry, state: await stateOf(entry) });
    await quarantined.append(decided, { at: clock.now(), by: viewer.username, reason });
    return decided.length;
  }

  /** The state in which a row waited before it was discarded. */
  async function waitedAs(entry: QuarantineEntry): Promise<QuarantineEntry['state']> {
    const versions = await quarantined.history(entry.batchId, entry);
    return versions.findLast(({ state }) => state === 'open' || state === 'held')?.state ?? 'open';
  }

  function shown(one: ListedCorrection, layouts: KnownLayouts): Correction {
    const { undoes, undoneBy, madeAt, mapping } = one;
    const manifest = layouts.of(one.layout);
    return {
      batchId: String(one.batchId),
      corrects: String(one.corrects),
      fileName: one.fileName,
      kind: one.kind,
      layout: one.layout,
      layoutName: manifest?.name ?? { zh: one.layout, en: one.layout },
      header: mapping === null ? null : headerOf(manifest, [], mapping.field),
      mapping,
      author: one.author,
      reason: one.reason,
      madeAt: madeAt.toISOString(),
      state: one.state,
      rows: one.rows,
      accepted: one.accepted,
      quarantined: one.quarantined,
      undoes: undoes === null ? null : String(undoes),
      undoneBy: undoneBy === null ? null : String(undoneBy),
    };
  }

  return {
    async check(batchId, rows, signal) {
      const batch = await house.batch(batchId);
      const known = await house.standing(batch, rows, ['open', 'held']);
      const { faulty } = await tryCells(deps, batch, { rows: mendedRows(rows, known) }, signal);
      const faults = new Map(faulty.map((one) => [placeKey(one), one.faults]));
      const manifest = (await house.layouts()).of(batch.layout);
      return {
        rows: rows.map(({ sheet, row }) => ({
          sheet,
          row,
          faults: shownFaults(
            manifest,
            batch.headers[sheet] ?? [],
            faults.get(placeKey({ sheet, row })) ?? [],
          ),
        })),
      };
    },

    async rerun(batchId, { rows, reason }, viewer) {
      const batch = await house.batch(batchId);
      const known = await house.standing(batch, rows, ['open', 'held']);
      const kind = { kind: 'cells' as const, mapping: null, rows: rows.length };
      const made = { reason, by: viewer.username, at: clock.now() };
      return { batchId: await beginCorrection(deps, batch, { rows: mendedRows(rows, known) }, kind, made) };
    },

    async confirm(batchId, { rows, reason }, viewer) {
      const batch = await house.batch(batchId);
      await house.standing(batch, rows, ['held']);
      const content = { places: placesOf(rows), confirms: true };
      const kind = { kind: 'confirmation' as const, mapping: null, rows: rows.length };
      const made = { reason, by: viewer.username, at: clock.now() };
      return { batchId: await beginCorrection(deps, batch, content, kind, made) };
    },

    async discard(batchId, input, viewer) {
      const discarded = await decide(batchId, input, viewer, ['open', 'held'], () =>
        Promise.resolve('discarded'),
      );
      return { discarded };
    },

    async restore(batchId, input, viewer) {
      return { restored: await decide(batchId, input, viewer, ['discarded'], waitedAs) };
    },

    async undo(correctionId, reason, viewer) {
      const id = isRecordId(correctionId) ? Number(correctionId) : 0;
      const correction = await corrections.find(records.read, id);
      if (correction === null) throw noCorrection();
      const run = await house.batch(correctionId);
      const undoneBy = await corrections.undoOf(records.read, id);
      if (correction.kind === 'undo' || run.state !== 'done' || undoneBy !== null) throw undoneAlready();
      const batch = await house.batch(String(correction.corrects));
      const kind = { kind: 'undo' as const, mapping: correction.mapping, rows: correction.rows };
      const made = { reason, by: viewer.username, at: clock.now() };
      return { batchId: await beginCorrection(deps, batch, { undoes: id }, kind, made) };
    },

    async corrections({ corrects, page, pageSize }) {
      const found = await corrections.list(records.read, {
        page,
        pageSize,
        ...(corrects === undefined ? {} : { corrects: Number(corrects) }),
      });
      const layouts = await house.layouts();
      return { items: found.items.map((one) => shown(one, layouts)), total: found.total, page, pageSize };
    },
  };
}
