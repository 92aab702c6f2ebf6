import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Layout, Manifest, MappingContext, Note } from '@miaotou/contracts';
import { addDays, addMonths, dayOf, monthStart, periodEnd, periodStart, quarterStart } from '@miaotou/domain';
import { readIdentity } from '../employers/index.js';
import type { OtherIndustry } from '../employers/index.js';
import type { ImportsDeps } from './deps.js';
import type { KeptReading } from './kept-readings.js';
import { mapDelivery } from './map-rows.js';
import { noRows } from './problems.js';
import type {
  BatchChange,
  BatchRecord,
  BulkFile,
  SettledEmployer,
  Stage,
  StageCounts,
  StagePlan,
  TextSheet,
  WrittenEmployer,
} from './ports.js';
import { industryNotes, otherPlaceNotes, otherPlaces, unknownPlacesOf } from './registry.js';
import type { OtherPlace } from './registry.js';
import { notesOf } from './sheet-findings.js';
import { totalNotes } from './totals.js';
import type { SummedSheet } from './totals.js';

/** Dates before this are slips of the keyboard, and the engine's instants begin here; old archives reach into the eighties. */
const firstDay = '1970-01-01';

/** Employers that are looked at in one go: few enough that the event loop is soon free again. */
const employersAtOnce = 2_000;

/** What a run tells its surroundings. */
export interface RunHooks {
  /** Throws when the run is no longer wanted; called between steps and now and then within. */
  checkpoint(): Promise<void>;
  change(change: BatchChange): Promise<void>;
}

export interface Delivered {
  readonly layout: Layout;
  readonly parts: readonly (TextSheet | BulkFile)[];
  readonly correction: StagePlan['correction'];
}

/** First day of the last whole cycle before a day; null for a layout without cycle. */
function lastCycleBefore(every: Manifest['cycle']['every'], day: string): string | null {
  return every === 'none' ? null : periodStart(every, addDays(periodStart(every, day), -1));
}

export function planOf(batch: BatchRecord, delivered: Delivered, now: Date): StagePlan {
  const later = batch.observedAt > now ? batch.observedAt : now;
  return {
    manifest: delivered.layout.manifest,
    batchId: batch.id,
    bytes: batch.fileBytes,
    observedAt: batch.observedAt,
    firstDay,
    lastDay: addMonths(dayOf(later), 12),
    lastCycle: lastCycleBefore(delivered.layout.manifest.cycle.every, dayOf(batch.observedAt)),
    correction: delivered.correction,
  };
}

/** Until when the delivery is complete: its latest period to the end, but never beyond the day it came. */
export function completeThrough(manifest: Manifest, latest: string, receivedOn: string): string {
  const column = manifest.columns.find(({ field }) => field === manifest.periodField);
  const { every } = manifest.cycle;
  const through = column?.type === 'month' && every !== 'none' ? periodEnd(every, latest) : latest;
  return through < receivedOn ? through : receivedOn;
}

export function contextOf(manifest: Manifest, latest: string | null, receivedOn: string): MappingContext {
  const day = latest ?? receivedOn;
  const period = manifest.cycle.every === 'quarter' ? quarterStart(day) : monthStart(day);
  return { receivedOn, period };
}

/** Employers whose code is wrong where a code is required. */
export function badIdentsOf(manifest: Manifest, written: readonly WrittenEmployer[]): ReadonlySet<string> {
  const required = manifest.columns.some(
    ({ field, required: must }) => must && field === manifest.employer?.uscc,
  );
  const region = manifest.employer?.region ?? '';
  const bad = required ? written.filter((one) => readIdentity(one, region).code === 'bad') : [];
  return new Set(bad.map(({ ident }) => ident));
}

const asks = ({ cycle }: Manifest): boolean => cycle.every !== 'none';

/** An employer is known again only where it was settled under the same premises. */
export function termsOf(manifest: Manifest): string {
  const required = manifest.columns.some(
    (column) => column.required && column.field === manifest.employer?.uscc,
  );
  const { region = '' } = manifest.employer ?? {};
  return [region, asks(manifest) ? 'asks' : 'stands', required ? 'coded' : 'named'].join(':');
}

interface EmployersFound {
  /** Whose codes are wrong where a code is required. */
  readonly badIdents: readonly string[];
  readonly elsewhere: readonly OtherPlace[];
}

/** Settles the employers of a staged delivery. */
async function employersOf(
  deps: ImportsDeps,
  stage: Stage,
  batch: BatchRecord,
  manifest: Manifest,
  hooks: RunHooks,
): Promise<EmployersFound> {
  const layoutRegion = manifest.employer?.region ?? '';
  const ask = asks(manifest);
  const terms = termsOf(manifest);
  await stage.settleKnown(terms);
  const wrong: string[] = [];
  const elsewhere: OtherPlace[] = [];
  const placed = manifest.checks?.places.includes(manifest.employer?.place ?? '') === true;
  for (;;) {
    const written = await stage.writtenEmployers(employersAtOnce);
    if (written.length === 0) break;
    const badIdents = badIdentsOf(manifest, written);
    wrong.push(...badIdents);
    const meant = written.filter(({ ident, goodRows }) => goodRows > 0 && !badIdents.has(ident));
    // Looking at a page's names takes a while, and recognising them another: others come to their turn between.
    await nextTurn();
    const settled = await deps.employers.resolve(meant, { batchId: batch.id, layoutRegion, ask });
    if (placed) elsewhere.push(...otherPlaces(meant, settled));
    await stage.settle(settled);
    await hooks.checkpoint();
  }
  // One who is named elsewhere is looked at each time, so that each delivery is told of it.
  await stage.rememberSettled(
    terms,
    elsewhere.map(({ ident }) => ident),
  );
  return { badIdents: wrong, elsewhere };
}

export async function badCodesOf(stage: Pick<Stage, 'writtenCodes'>): Promise<readonly string[]> {
  const codes = await stage.writtenCodes();
  return codes.filter(
    (uscc) => readIdentity({ ident: '', uscc, name: null, place: null }, '').code === 'bad',
  );
}

/** Keeps what the rows state of their employers' industries; gives what is to be told of it. */
async function industriesOf(deps: ImportsDeps, stage: Stage, observedAt: Date): Promise<Note[]> {
  const others: OtherIndustry[] = [];
  const words = new Set<string>();
  for await (const page of stage.statedIndustries()) {
    for (const { industry } of page) words.add(industry);
    others.push(...(await deps.employers.stateIndustries(page, observedAt)));
  }
  return industryNotes(others, [...words]);
}

/** What people corrected of the layout's events until the delivery came to be known, by event. */
async function keptOf(
  { records, keptReadings }: ImportsDeps,
  { layout, text }: Manifest,
  observedAt: Date,
): Promise<ReadonlyMap<string, readonly KeptReading[]>> {
  const kept = new Map<string, KeptReading[]>();
  if (text.length === 0) return kept;
  for (const one of await keptReadings.standingOf(records.read, layout, observedAt))
    kept.set(one.eventId, [...(kept.get(one.eventId) ?? []), one]);
  return kept;
}

/**
 * From a loaded stage to the last row. Nothing is written where others read until every decision is taken; the batch
 * is marked `landing` before the first such row, so that a run after a crash knows to clear them away and begin anew.
 */
async function settleAndLand(
  deps: ImportsDeps,
  batch: BatchRecord,
  delivered: Delivered,
  stage: Stage,
  directory: string,
  hooks: RunHooks,
  tell: (notes: readonly Note[]) => Promise<void>,
): Promise<StageCounts> {
  const { layout } = delivered;
  const { manifest } = layout;
  const { badIdents, elsewhere } = await employersOf(deps, stage, batch, manifest, hooks);
  await tell(otherPlaceNotes(elsewhere));
  const badCodes = await badCodesOf(stage);
  const unknownPlaces = await unknownPlacesOf(stage);
  await hooks.checkpoint();
  // What is new and what is a correction depends on the deliveries before: one of a layout lands at a time.
  return deps.locks.underLock(`layout:${manifest.layout}`, land, () => hooks.checkpoint());

  async function land(): Promise<StageCounts> {
    let counts = await stage.judge({ badIdents, badCodes, unknownPlaces });
    const receivedOn = dayOf(batch.observedAt);
    const latest = await stage.latestPeriod();
    const employers = new Map<string, SettledEmployer>();
    if (layout.map !== undefined)
      for await (const page of stage.settled()) for (const one of page) employers.set(one.ident, one);
    const kept = await keptOf(deps, manifest, batch.observedAt);
    const premises = { employers, kept, ...contextOf(manifest, latest, receivedOn) };
    const mapped =
      layout.map === undefined
        ? null
        : await mapDelivery(layout, stage, premises, directory, async (done) => {
            await hooks.change({ progress: { done, total: counts.accepted } });
            await hooks.checkpoint();
          });
    if (mapped !== null && mapped.rejected.length > 0) counts = await stage.reject(mapped.rejected);
    await hooks.checkpoint();
    await hooks.change({ state: 'landing', progress: { done: 0, total: counts.rows }, ...counts });
    await stage.landRows();
    await stage.landQuarantine();
    await tell(await industriesOf(deps, stage, batch.observedAt));
    await hooks.checkpoint();
    if (mapped === null) await stage.landDirect();
    else {
      const clean = mapped.rejected.length === 0 ? mapped : await mapAgain();
      await stage.landMapped(clean.files);
    }
    await stage.retractStale();
    if (latest !== null) await stage.landWatermark(completeThrough(manifest, latest, receivedOn));
    await hooks.change({
      state: 'done',
      ...counts,
      period: contextOf(manifest, latest, receivedOn).period,
      progress: { done: counts.rows, total: counts.rows },
      finishedAt: deps.clock.now(),
    });
    return counts;

    /** A group that failed halfway may have left drafts: with its rows rejected, the rest is mapped afresh. */
    async function mapAgain() {
      return mapDelivery(layout, stage, premises, directory, () => hooks.checkpoint());
    }
  }
}

/** What the sheets' own totals say that their rows do not. */
function totalFindings(manifest: Manifest, sheets: readonly SummedSheet[]): Note[] {
  return sheets.flatMap(({ sheet, factors, line, sums }) =>
    notesOf(sheet, totalNotes(manifest, factors, line, sums)),
  );
}

/** Checks one delivery and lands it. Gives null when the engine alone may misread the file and it must go the exact way. */
export async function landDelivery(
  deps: ImportsDeps,
  batch: BatchRecord,
  { delivered, notes }: { readonly delivered: Delivered; readonly notes: readonly Note[] },
  directory: string,
  hooks: RunHooks,
): Promise<StageCounts | null> {
  return deps.store.stage(planOf(batch, delivered, deps.clock.now()), async (stage) => {
    await hooks.change({ state: 'checking' });
    for (const part of delivered.parts) {
      await hooks.checkpoint();
      await stage.load(part);
    }
    const bulk = delivered.parts.some(({ kind }) => kind === 'bulk');
    if (bulk && (await stage.oddities()) > 0) return null;
    if ((await stage.rowCount()) === 0) throw noRows(batch.fileName);
    const all = [...notes];
    const tell = async (found: readonly Note[]): Promise<void> => {
      if (found.length === 0) return;
      all.push(...found);
      await hooks.change({ notes: all });
    };
    // A correction has a part of the rows only.
    if (delivered.correction === null)
      await tell(totalFindings(delivered.layout.manifest, await stage.totals()));
    await hooks.checkpoint();
    return settleAndLand(deps, batch, delivered, stage, directory, hooks, tell);
  });
}
