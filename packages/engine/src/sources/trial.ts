import { dayOf } from '@miaotou/domain';
import type { CorrectionFile } from './correction.js';
import { joinCorrections } from './correction.js';
import type { ImportsDeps } from './deps.js';
import { badCodesOf, badIdentsOf, contextOf, planOf } from './landing-run.js';
import { mapDelivery } from './map-rows.js';
import type { BatchRecord, FaultyRow, SettledEmployer } from './ports.js';
import { readDelivery } from './read-delivery.js';

export interface Tried {
  readonly rows: number;
  readonly faulty: readonly FaultyRow[];
}

const silent = { checkpoint: () => Promise.resolve(), change: () => Promise.resolve() };

/** Takes rows of a delivery through all checks as if the correction were made, and keeps nothing. */
export async function tryCorrection(
  deps: ImportsDeps,
  original: BatchRecord,
  file: CorrectionFile,
  signal: AbortSignal,
): Promise<Tried> {
  const correction = await joinCorrections(deps, original, file, null);
  return deps.files.scratch('trial', async (directory) => {
    const path = deps.files.pathOf(original.sha256);
    const options = { bulk: false, correction, hooks: silent, signal };
    const read = await readDelivery(deps, original, path, directory, options);
    if (read === 'returned') throw new Error('a delivery that was read before is a returned workbook now');
    const { delivered } = read;
    const { layout } = delivered;
    const { manifest } = layout;
    const now = deps.clock.now();
    return deps.store.trial(planOf({ ...original, observedAt: now }, delivered, now), async (stage) => {
      for (const part of delivered.parts) await stage.load(part);
      const written = await stage.writtenEmployers();
      // Nobody is registered for a trial: a stand-in lets the mapping speak of somebody.
      const stand: SettledEmployer[] = written.map(({ ident, name }) => ({
        ident,
        subject: `trial:${ident}`,
        name: name ?? '',
        region: manifest.employer?.region ?? '',
      }));
      await stage.settle(stand);
      const badIdents = [...badIdentsOf(manifest, written)];
      const { rows } = await stage.judge({ badIdents, badCodes: await badCodesOf(stage) });
      if (layout.map !== undefined) {
        const employers = new Map(stand.map((one) => [one.ident, one]));
        const context = contextOf(manifest, original.period, dayOf(now));
        const { rejected } = await mapDelivery(layout, stage, employers, context, directory, () =>
          Promise.resolve(),
        );
        if (rejected.length > 0) await stage.reject(rejected);
      }
      return { rows, faulty: await stage.faults() };
    });
  });
}
