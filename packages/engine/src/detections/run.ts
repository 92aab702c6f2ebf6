import { detectionMeasures } from '@miaotou/contracts';
import type { DetectionMeasure } from '@miaotou/contracts';
import { addDays, dayOf, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import type { KnownGaps } from '../deliveries/index.js';
import type { Clock } from '../shared/index.js';
import { coverageOf } from './coverage.js';
import type { MeasureCoverage } from './coverage.js';
import { daysToJudge, judgeDays } from './daily.js';
import { Families, Kept } from './families.js';
import { methods } from './methods.js';
import type {
  DetectionsWarehouse,
  KeptDetection,
  SeriesJudges,
  SeriesKey,
  SeriesReader,
  SparseSeries,
  ToldSpan,
} from './ports.js';
import { seasonsOf } from './seasons.js';
import { denseWeeks, fingerprintOf, historyWeeks, keptOf, toJudge, unjudged, weeklyPlans } from './weekly.js';
import type { WeeklyPlan } from './weekly.js';

export interface DetectionRunDeps {
  readonly warehouse: DetectionsWarehouse;
  readonly judges: SeriesJudges;
  /** How far each layout told of everything, as known at a moment. */
  readonly told: (knownAt: Date) => Promise<readonly ToldSpan[]>;
  readonly gaps: (knownAt: Date) => Promise<Pick<KnownGaps, 'of'>>;
  /** What else is looked for in the same reading. */
  readonly also: (run: {
    readonly reader: SeriesReader;
    readonly coverages: ReadonlyMap<DetectionMeasure, MeasureCoverage | null>;
    readonly knownAt: Date;
    readonly judgedAt: Date;
    readonly runId: string;
    readonly full: boolean;
    readonly signal: AbortSignal;
  }) => Promise<number>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface DetectionRunInput {
  /** The moment judged; now by default. Only what was known then counts. */
  readonly asOf?: Date;
  /** Judge every series, also those of which nothing changed since the last run. */
  readonly full?: boolean;
}

export interface DetectionSummary {
  readonly runId: string;
  /** Series that were read, and of these the ones that had changed and were judged anew. */
  readonly series: number;
  readonly judged: number;
  /** Judgements that differ from what was kept. */
  readonly changed: number;
  readonly alarms: number;
  /** Scans for hotspots whose cases had changed. */
  readonly scans: number;
}

/** Series at once: as many as fit well into memory a hundred times. */
const pageSize = 2_000;

const keyOf = ({ measure, kind, subject }: SeriesKey): string => `${measure} ${kind} ${subject}`;

/** The coverage of every measure at a moment. */
export async function coveragesAt(
  deps: Pick<DetectionRunDeps, 'told' | 'gaps'>,
  asOf: Date,
): Promise<ReadonlyMap<DetectionMeasure, MeasureCoverage | null>> {
  const [spans, gaps] = await Promise.all([deps.told(asOf), deps.gaps(asOf)]);
  return new Map(
    detectionMeasures.map((measure) => [measure, coverageOf(measure, spans, gaps, dayOf(asOf))]),
  );
}

/** Everything that one run found to be written. */
class Findings {
  readonly #families = new Families();
  readonly kept = new Kept();
  series = 0;
  judged = 0;
  changed = 0;
  alarms = 0;

  constructor(private readonly write: (rows: readonly KeptDetection[]) => Promise<void>) {}

  /** Takes rows in, and writes those that are settled and differ from what was kept. */
  async take(rows: readonly KeptDetection[]): Promise<void> {
    this.alarms += rows.filter(({ alarm }) => alarm === true).length;
    const settled = rows.filter((row) => !this.#families.add(row));
    await this.#writeChanged(settled);
    for (const row of settled) this.kept.forget(row);
  }

  async settle(): Promise<void> {
    await this.#writeChanged(this.#families.settled());
  }

  async #writeChanged(rows: readonly KeptDetection[]): Promise<void> {
    const changed = rows.filter((row) => this.kept.changed(row));
    this.changed += changed.length;
    if (changed.length > 0) await this.write(changed);
  }
}

/** Series of which judgements were kept but no event is left: they count none now. */
function vanished(page: readonly SparseSeries[], kept: readonly KeptDetection[]): SparseSeries[] {
  const there = new Set(page.map(keyOf));
  const gone = new Map(kept.filter((row) => !there.has(keyOf(row))).map((row) => [keyOf(row), row]));
  return [...gone.values()].map(({ measure, kind, subject }) => ({
    measure,
    kind,
    subject,
    counts: new Map(),
  }));
}

interface PageRun {
  readonly deps: DetectionRunDeps;
  readonly plans: ReadonlyMap<DetectionMeasure, WeeklyPlan>;
  readonly seasons: ReadonlyMap<Day, readonly number[]>;
  readonly findings: Findings;
  readonly full: boolean;
  readonly signal: AbortSignal;
}

/** Judges the series of one page, as far as anything about them changed. */
async function judgePage(run: PageRun, page: readonly SparseSeries[], kept: readonly KeptDetection[]) {
  const { deps, plans, seasons, findings, full, signal } = run;
  findings.kept.add(kept);
  const before = new Map(kept.map((row) => [`${keyOf(row)} ${row.period}`, row]));
  const waiting: {
    series: SparseSeries;
    plan: WeeklyPlan;
    observed: readonly (number | null)[];
    mark: string;
  }[] = [];
  const rows: KeptDetection[] = [];
  for (const series of [...page, ...vanished(page, kept)]) {
    const plan = plans.get(series.measure);
    if (plan === undefined) continue;
    findings.series += 1;
    const observed = denseWeeks(plan, series.counts);
    const mark = fingerprintOf(plan, observed);
    const same = plan.judged.flatMap((week) => before.get(`${keyOf(series)} ${week}`) ?? []);
    if (
      !full &&
      same.length === plan.judged.length &&
      same.every(({ fingerprint }) => fingerprint === mark)
    ) {
      rows.push(...same);
      continue;
    }
    findings.judged += 1;
    if (toJudge(plan, observed) === null)
      rows.push(...keptOf(plan, series, observed, unjudged(plan, observed), mark));
    else waiting.push({ series, plan, observed, mark });
  }
  const asked = waiting.flatMap(({ plan, observed }) => toJudge(plan, observed) ?? []);
  const judged = await deps.judges.weekly(asked, seasons, { alpha: methods.weekly.alpha }, signal);
  waiting.forEach(({ series, plan, observed, mark }, index) => {
    rows.push(...keptOf(plan, series, observed, judged[index] ?? [], mark));
  });
  await findings.take(rows);
}

async function judgeWeeks(run: PageRun, reader: SeriesReader, knownAt: Date): Promise<void> {
  const periods = [...new Set([...run.plans.values()].flatMap(({ judged }) => judged))].toSorted();
  if (periods.length === 0) return;
  let after: SeriesKey | null = null;
  for (;;) {
    run.signal.throwIfAborted();
    const page: readonly SparseSeries[] = await reader.weeks(after, pageSize);
    const last: SeriesKey | null = page.length < pageSize ? null : (page.at(-1) ?? null);
    const kept = await run.deps.warehouse.kept('weekly', periods, { after, upTo: last }, knownAt);
    await judgePage(run, page, kept);
    if (last === null) return;
    after = last;
  }
}

/** Judges the newest weeks and days of every series, as known at one moment, and keeps what differs from before. */
export function createDetectionRun(deps: DetectionRunDeps) {
  return async function run(
    input: DetectionRunInput,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<DetectionSummary> {
    const judgedAt = deps.clock.now();
    const knownAt = input.asOf ?? judgedAt;
    const runId = deps.newId();
    const coverages = await coveragesAt(deps, knownAt);
    const plans = weeklyPlans(coverages, knownAt);
    const findings = new Findings((rows) => deps.warehouse.append(rows, { runId, knownAt, judgedAt }));
    const window = {
      from: addDays(weekStart(dayOf(knownAt)), -historyWeeks * 7),
      to: addDays(dayOf(knownAt), 1),
      knownAt,
    };
    const seasons = seasonsOf([...new Set([...plans.values()].flatMap(({ weeks }) => weeks))]);
    const days = daysToJudge(coverages, knownAt);
    const full = input.full === true;
    const scans = await deps.warehouse.withSeries(window, async (reader) => {
      await judgeWeeks({ deps, plans, seasons, findings, full, signal }, reader, knownAt);
      const keptDays = await deps.warehouse.kept('daily', days, { after: null, upTo: null }, knownAt);
      findings.kept.add(keptDays);
      for (const day of days) {
        await findings.take(await judgeDays(reader, coverages, day, knownAt, keptDays, signal));
      }
      return deps.also({ reader, coverages, knownAt, judgedAt, runId, full, signal });
    });
    await findings.settle();
    const { series, judged, changed, alarms } = findings;
    return { runId, series, judged, changed, alarms, scans };
  };
}
