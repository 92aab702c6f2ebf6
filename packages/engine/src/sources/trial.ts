import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { CheckedRow, Layout, Manifest, Note } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { CorrectionFile } from './correction.js';
import { joinCorrections } from './correction.js';
import type { ImportsDeps } from './deps.js';
import { PermanentError } from '../shared/index.js';
import { badCodesOf, badIdentsOf, contextOf, planOf, termsOf } from './landing-run.js';
import { mapDelivery } from './map-rows.js';
import type { MappedDelivery } from './map-rows.js';
import type { BatchRecord, FaultyRow, SettledEmployer, StageCounts, TrialStage } from './ports.js';
import { readDelivery } from './read-delivery.js';
import { unknownPlacesOf } from './registry.js';
import type { ReadDelivery } from './read-delivery.js';

export interface Tried {
  readonly rows: number;
  readonly faulty: readonly FaultyRow[];
}

/** What would become of a delivery. */
export interface TriedDelivery extends StageCounts {
  readonly manifest: Manifest;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly notes: readonly Note[];
  readonly faulty: readonly FaultyRow[];
  /** The first rows that would be kept, with their values as they were read. */
  readonly kept: readonly CheckedRow[];
  /** The first lines that would be written of each kind, one JSON object each. */
  readonly observations: readonly string[];
  readonly events: readonly string[];
}

const silent = { checkpoint: () => Promise.resolve(), change: () => Promise.resolve() };

/** Checks and maps what was read without keeping any of it; nobody is registered. */
async function tryRows(
  deps: ImportsDeps,
  { delivered }: ReadDelivery,
  stage: TrialStage,
  period: string | null,
  directory: string,
): Promise<{ readonly counts: StageCounts; readonly mapped: MappedDelivery | null }> {
  const { manifest } = delivered.layout;
  for (const part of delivered.parts) await stage.load(part);
  await stage.settleKnown(termsOf(manifest));
  const written = await stage.writtenEmployers();
  // Nobody is registered for a trial: for who is not known yet, a stand-in lets the mapping speak of somebody.
  const stand: SettledEmployer[] = written.map(({ ident, name }) => ({
    ident,
    subject: `trial:${ident}`,
    name: name ?? '',
    region: manifest.employer?.region ?? '',
  }));
  await stage.settle(stand);
  const badIdents = [...badIdentsOf(manifest, written)];
  const counts = await stage.judge({
    badIdents,
    badCodes: await badCodesOf(stage),
    unknownPlaces: await unknownPlacesOf(stage),
  });
  const layout = mappable(delivered.layout);
  if (layout.map === undefined) return { counts, mapped: null };
  const employers = new Map<string, SettledEmployer>();
  for await (const page of stage.settled()) for (const one of page) employers.set(one.ident, one);
  const context = contextOf(manifest, period, dayOf(deps.clock.now()));
  const premises = { employers, ...context };
  const mapped = await mapDelivery(layout, stage, premises, directory, () => Promise.resolve());
  return {
    counts: mapped.rejected.length > 0 ? await stage.reject(mapped.rejected) : counts,
    mapped,
  };
}

/** The engine loads rows of a direct layout set-wise; to show what they state they are mapped one by one. */
function mappable(layout: Layout): Layout {
  const { direct } = layout.manifest;
  if (layout.map !== undefined || direct === undefined) return layout;
  return {
    ...layout,
    map: (rows) => ({
      observations: rows.flatMap(({ row, cells }) => {
        const { indicator } = direct;
        const code = typeof indicator === 'string' ? indicator : cells[indicator.field];
        const period = cells[direct.period];
        const value = cells[direct.value];
        return typeof code === 'string' && typeof period === 'string' && typeof value === 'number'
          ? [{ indicator: code, period, value, row }]
          : [];
      }),
      events: [],
    }),
  };
}

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
    const now = deps.clock.now();
    const plan = planOf({ ...original, observedAt: now }, read.delivered, now);
    return deps.store.trial(plan, async (stage) => {
      const { counts } = await tryRows(deps, read, stage, original.period, directory);
      return { rows: counts.rows, faulty: await stage.faults() };
    });
  });
}

async function firstLines(path: string | null, most: number): Promise<string[]> {
  const lines: string[] = [];
  if (path === null) return lines;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    if (lines.length >= most) break;
    lines.push(line);
  }
  return lines;
}

async function firstKept(stage: TrialStage, most: number): Promise<CheckedRow[]> {
  const kept: CheckedRow[] = [];
  for await (const page of stage.pages()) {
    kept.push(...page.slice(0, most - kept.length).map(({ checked }) => checked));
    if (kept.length >= most) break;
  }
  return kept;
}

/** Takes the first rows of a file through all checks as if it were delivered, and keeps nothing. */
export async function tryDelivery(
  deps: ImportsDeps,
  batch: BatchRecord,
  limits: { readonly rows: number; readonly shown: number },
  signal: AbortSignal,
): Promise<TriedDelivery> {
  return deps.files.scratch('trial', async (directory) => {
    const path = deps.files.pathOf(batch.sha256);
    const { rows: most, shown } = limits;
    const options = { bulk: false, correction: null, hooks: silent, signal, most };
    const read = await readDelivery(deps, batch, path, directory, options);
    if (read === 'returned')
      throw new PermanentError('invalid', 'returned-workbook', {
        zh: '这是退回更正表，不能用来映射列。',
        en: 'This is a returned workbook; no columns can be mapped by it.',
      });
    const plan = planOf(batch, read.delivered, deps.clock.now());
    return deps.store.trial(plan, async (stage) => {
      const { counts, mapped } = await tryRows(deps, read, stage, null, directory);
      return {
        ...counts,
        manifest: read.delivered.layout.manifest,
        headers: read.headers,
        notes: read.notes,
        faulty: await stage.faults(),
        kept: await firstKept(stage, shown),
        observations: await firstLines(mapped?.files.observations ?? null, shown),
        events: await firstLines(mapped?.files.events ?? null, shown),
      };
    });
  });
}
