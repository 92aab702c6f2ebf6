import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobPayload } from '@miaotou/contracts';
import { addDays, addMonths, monthStart, startOfDay, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { makeCounty, writeCounty } from '@miaotou/demo';
import type { CountyFile } from '@miaotou/demo';
import type { Clock, Evaluation, Imports, System } from '@miaotou/engine';
import type { DetectionDesk } from '../detections/index.js';
import type { ProductObserver } from '../observer.js';

export interface DemoDeps {
  readonly imports: Pick<Imports, 'receive' | 'run'>;
  readonly evaluation: Pick<Evaluation, 'evaluate'>;
  readonly detect: DetectionDesk['detect'];
  readonly system: Pick<System, 'setDemo' | 'setLoading'>;
  readonly clock: Clock;
  readonly observer: ProductObserver;
}

/** Files at once: the engine's own threads fill the second core. */
const lanes = 2;
/**
 * Moments judged one after the other before the present, so that alerts and the ledger have a past. The county's older
 * history came in yearly files, so before these months nothing was known in time.
 */
const judgedMonths = 6;
const judgedWeeks = 6;

/** Files by source, each source's in the order in which they came: a correction never overtakes what it corrects. */
function bySource(files: readonly CountyFile[]): CountyFile[][] {
  const sources = new Set(files.map(({ source }) => source));
  return [...sources].map((own) => files.filter(({ source }) => source === own));
}

/** The beginnings of the last months and of the last weeks before `until`, oldest first. */
export function judgedDays(until: Day): Day[] {
  const months = Array.from({ length: judgedMonths }, (_, back) => addMonths(monthStart(until), -back));
  const weeks = Array.from({ length: judgedWeeks }, (_, back) => addDays(weekStart(until), -7 * back));
  return [...new Set([...months, ...weeks])].filter((day) => day < until).toSorted();
}

/**
 * Makes the demonstration county and brings it in through the same imports as any other file, then judges it month by
 * month as it was known then. Begun anew after a stop: files that landed already are known and pass by.
 */
export async function loadDemo(
  { imports, evaluation, detect, system, clock, observer }: DemoDeps,
  payload: JobPayload<'load-demo'>,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = clock.now().toISOString();
  const tell = (stage: string, done: number, total: number | null) =>
    system.setLoading({ stage, done, total, startedAt });
  const directory = await mkdtemp(join(tmpdir(), 'miaotou-demo-'));
  try {
    await tell('making', 0, null);
    const { files } = await writeCounty(makeCounty(payload), directory);
    const moments = [...judgedDays(payload.until), null];
    const total = files.length + moments.length + 1;
    let done = 0;

    const importFile = async ({ source, path, fileName, receivedOn }: CountyFile) => {
      signal.throwIfAborted();
      const { batchId } = await imports.receive({
        source,
        path,
        fileName,
        via: 'demo',
        receivedFrom: '演示数据 / demonstration',
        receivedAt: clock.now(),
        observedAt: startOfDay(receivedOn),
      });
      const { accepted, quarantined, duplicates } = await imports.run(batchId, {
        signal,
        progress: () => undefined,
      });
      observer.importDone({ source, accepted, quarantined, duplicates });
      done += 1;
      await tell('importing', done, total);
    };
    const queue = bySource(files);
    const lane = async () => {
      for (let own = queue.shift(); own !== undefined; own = queue.shift()) {
        for (const file of own) await importFile(file);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));

    for (const day of moments) {
      signal.throwIfAborted();
      const asOf = day === null ? {} : { asOf: startOfDay(day) };
      await evaluation.evaluate(
        { reason: 'manual', full: true, ...asOf },
        { signal, progress: () => undefined },
      );
      done += 1;
      await tell('evaluating', done, total);
    }
    const { runId, changed } = await detect({}, { signal });
    if (changed > 0) {
      const what = { reason: 'detection' as const, detectionRunId: runId };
      await evaluation.evaluate(what, { signal, progress: () => undefined });
    }
    await system.setDemo('loaded');
    await system.setLoading(null);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
