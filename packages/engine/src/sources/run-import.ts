import type { ImportSummary } from '@miaotou/contracts';
import { PermanentError, StaleError, TransientError } from '../shared/index.js';
import type { Progress } from '../shared/index.js';
import { joinCorrections, originalOf, readCorrection } from './correction.js';
import type { Correction } from './correction.js';
import type { ImportsDeps } from './deps.js';
import { landDelivery } from './landing-run.js';
import type { RunHooks } from './landing-run.js';
import type { BatchChange, BatchRecord } from './ports.js';
import { brokenProblem, noBatch, problemOf } from './problems.js';
import { readDelivery } from './read-delivery.js';
import { takeReturned } from './returned.js';
import { takeBack } from './undo.js';

/** How long a look at the batch's own row may be old before the run asks again whether it was cancelled. */
const lookMs = 1_000;

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** The batch in one line. */
export function summaryOf(batch: BatchRecord): ImportSummary {
  const {
    id,
    fileName,
    state,
    layout,
    rows,
    accepted,
    quarantined,
    held,
    duplicates,
    corrected,
    problem,
    notes,
  } = batch;
  return {
    batchId: String(id),
    file: fileName,
    state,
    layout,
    rows,
    accepted,
    quarantined,
    held,
    duplicates,
    corrected,
    problem,
    notes,
  };
}

class Cancelled extends StaleError {}

function hooksOf(deps: ImportsDeps, batch: BatchRecord, { signal, progress }: RunOptions): RunHooks {
  const { batches, records, clock, live } = deps;
  let lookedAt = 0;
  let toldAt = 0;
  let state = batch.state;
  return {
    async checkpoint() {
      const now = clock.now().getTime();
      if (!signal.aborted && now - lookedAt < lookMs) return;
      lookedAt = now;
      const current = await batches.find(records.read, batch.id);
      if (current?.cancelAsked) throw new Cancelled('the import was cancelled');
      // Nobody asked for an end: the process itself must stop, and the next one takes the batch up again.
      if (signal.aborted) throw new TransientError('the import was interrupted');
    },
    async change(change: BatchChange) {
      const now = clock.now().getTime();
      const onlyProgress = Object.keys(change).length === 1 && change.progress !== undefined;
      if (onlyProgress && now - toldAt < lookMs / 4) return;
      toldAt = now;
      state = change.state ?? state;
      await batches.change(records.read, batch.id, change);
      const { done = 0, total = null } = change.progress ?? {};
      progress(done, total, state);
      live.publish({
        regions: [],
        message: { type: 'import', batchId: String(batch.id), state, done, total },
      });
    },
  };
}

/** Reads and lands one delivery; gives false when it is a workbook that came back with mended rows. */
async function readAndLand(
  deps: ImportsDeps,
  batch: BatchRecord,
  correction: Correction | null,
  directory: string,
  hooks: RunHooks,
  signal: AbortSignal,
): Promise<boolean> {
  const path = deps.files.pathOf(correction?.original.sha256 ?? batch.sha256);
  // A correction is read under the name of the file it corrects: the name may state the unit.
  const named = correction === null ? batch : { ...batch, fileName: correction.original.fileName };
  for (const bulk of [true, false]) {
    const read = await readDelivery(deps, named, path, directory, { bulk, correction, hooks, signal });
    if (read === 'returned') return false;
    const { manifest } = read.delivered.layout;
    await deps.standing.noteUses(deps.records.read, batch.id, read.uses);
    await hooks.change({
      layout: manifest.layout,
      layoutVersion: manifest.version,
      headers: read.headers,
      encoding: read.encoding,
      notes: [...read.notes],
      problem: read.unread.length === 0 ? null : unreadProblem(read.unread),
    });
    const counts = await landDelivery(deps, batch, read, directory, hooks);
    if (counts !== null) return true;
  }
  return true;
}

async function attempt(
  deps: ImportsDeps,
  batch: BatchRecord,
  directory: string,
  hooks: RunHooks,
  signal: AbortSignal,
): Promise<void> {
  if (batch.corrects === null) {
    if (await readAndLand(deps, batch, null, directory, hooks, signal)) return;
    const taken = await takeReturned(deps, batch, deps.files.pathOf(batch.sha256), signal);
    return correct(deps, taken, taken.corrects, directory, hooks, signal);
  }
  return correct(deps, batch, batch.corrects, directory, hooks, signal);
}

/** Corrections of one delivery run one after the other: each is made on what those before it left. */
async function correct(
  deps: ImportsDeps,
  batch: BatchRecord,
  corrects: number,
  directory: string,
  hooks: RunHooks,
  signal: AbortSignal,
): Promise<void> {
  const original = await originalOf(deps, corrects);
  await deps.locks.underLock(`corrections:${original.id}`, work, () => hooks.checkpoint());

  async function work(): Promise<void> {
    const file = await readCorrection(deps, batch.sha256);
    if (file.undoes !== null) return takeBack(deps, batch, original, file, file.undoes, hooks);
    const correction = await joinCorrections(deps, original, file, batch.id);
    await readAndLand(deps, batch, correction, directory, hooks, signal);
  }
}

function unreadProblem(sheets: readonly string[]): BatchRecord['problem'] {
  const names = sheets.slice(0, 5).join('、');
  return {
    code: 'sheet-not-read',
    message: {
      zh: `工作表“${names}”不是本报表的格式，未导入其中内容。`,
      en: `Sheet ${names} does not have this layout; nothing was taken from it.`,
    },
  };
}

/** Ends a batch that will not come to its end by itself; nothing of it stays where others read. */
async function end(deps: ImportsDeps, batchId: number, change: BatchChange): Promise<void> {
  const current = await deps.batches.find(deps.records.read, batchId);
  if (current?.state === 'landing') await deps.store.clear(batchId);
  const none = { rows: 0, accepted: 0, quarantined: 0, held: 0, duplicates: 0, corrected: 0 };
  await deps.batches.change(deps.records.read, batchId, { ...none, ...change, finishedAt: deps.clock.now() });
  const state = change.state ?? 'failed';
  const message = { type: 'import' as const, batchId: String(batchId), state, done: 0, total: null };
  deps.live.publish({ regions: [], message });
}

/** Whether a person asked for the end. An abort surfaces as whatever error the work throws where it stood just then. */
async function wasCancelled(deps: ImportsDeps, batchId: number, error: unknown, signal: AbortSignal) {
  if (error instanceof Cancelled) return true;
  if (!signal.aborted) return false;
  const current = await deps.batches.find(deps.records.read, batchId);
  return current?.cancelAsked != null;
}

async function settle(
  deps: ImportsDeps,
  batch: BatchRecord,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  if (await wasCancelled(deps, batch.id, error, signal)) return end(deps, batch.id, { state: 'cancelled' });
  if (signal.aborted) throw new TransientError('the import was interrupted', { cause: error });
  if (error instanceof PermanentError)
    return end(deps, batch.id, { state: 'refused', problem: problemOf(error) });
  if (error instanceof TransientError || isTransient(error)) throw error;
  if (deps.mayPass(error)) throw new TransientError('a store was out of reach', { cause: error });
  deps.onFault(error, batch.id);
  return end(deps, batch.id, { state: 'failed', problem: brokenProblem });
}

/** A store that may answer again later says so on its errors. */
function isTransient(error: unknown): boolean {
  return error instanceof Error && 'kind' in error && error.kind === 'transient';
}

const ended: ReadonlySet<string> = new Set(['done', 'refused', 'failed', 'cancelled']);

/**
 * Runs one batch to its end. Safe to be called again after a stop at any moment: rows are written for others only
 * after the batch is marked `landing`, a run that finds this mark clears them by batch before it begins anew, and the
 * mark `done` comes last.
 */
export async function runImport(
  deps: ImportsDeps,
  batchId: number,
  options: RunOptions,
): Promise<ImportSummary> {
  return deps.locks.underLock(`batch:${batchId}`, run, () => {
    if (options.signal.aborted) throw new TransientError('the import was interrupted');
    return Promise.resolve();
  });

  async function run(): Promise<ImportSummary> {
    const batch = await deps.batches.find(deps.records.read, batchId);
    if (batch === null) throw noBatch();
    if (!ended.has(batch.state)) {
      try {
        if (batch.state === 'landing') await deps.store.clear(batchId);
        const hooks = hooksOf(deps, batch, options);
        await hooks.checkpoint();
        await hooks.change({ state: 'reading', progress: { done: 0, total: null } });
        await deps.files.scratch(`batch-${batchId}`, (directory) =>
          attempt(deps, batch, directory, hooks, options.signal),
        );
      } catch (error) {
        await settle(deps, batch, error, options.signal);
      }
    }
    const after = (await deps.batches.find(deps.records.read, batchId)) ?? batch;
    // Asked again for a batch that was done before: the program may have stopped between its last row and this line.
    if (after.state === 'done') await deps.batchDone(batchId);
    return summaryOf(after);
  }
}
