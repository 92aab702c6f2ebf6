import { PermanentError } from '../shared/index.js';
import type { CorrectionFile } from './correction.js';
import type { ImportsDeps } from './deps.js';
import type { RunHooks } from './landing-run.js';
import type { BatchRecord } from './ports.js';

/** Takes one correction back: what it landed stands no more, and its rows wait again as they did before it. */
export async function takeBack(
  deps: ImportsDeps,
  batch: BatchRecord,
  original: BatchRecord,
  file: CorrectionFile,
  undoes: number,
  hooks: RunHooks,
): Promise<void> {
  const correction = await deps.batches.find(deps.records.read, undoes);
  const layout = original.layout ?? '';
  await hooks.change({ state: 'landing', layout, headers: original.headers });
  const rows =
    correction?.state === 'done' && correction.corrects === original.id
      ? await deps.locks.underLock(
          `layout:${layout}`,
          () =>
            deps.store.undo({
              correction: correction.id,
              knownAt: correction.observedAt,
              undo: batch.id,
              original: original.id,
              layout,
              at: batch.observedAt,
              by: file.by,
              reason: file.reason,
            }),
          () => hooks.checkpoint(),
        )
      : 0;
  if (rows === 0) {
    throw new PermanentError(
      'conflict',
      'nothing-to-undo',
      {
        zh: '该更正涉及的行之后又有变动，或已经撤销，没有可撤销的内容。',
        en: 'The rows of this correction were changed since, or it was taken back already; there is nothing to take back.',
      },
      { file: original.fileName },
    );
  }
  // The rules look again at whatever the correction had touched.
  await deps.batchDone(undoes);
  await hooks.change({
    state: 'done',
    rows,
    accepted: 0,
    quarantined: rows,
    held: 0,
    duplicates: 0,
    corrected: 0,
    period: original.period,
    progress: { done: rows, total: rows },
    finishedAt: deps.clock.now(),
  });
}
