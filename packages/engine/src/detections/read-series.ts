import { ears } from '@miaotou/detection';
import type { DetectionCadence, DetectionSeries } from '@miaotou/contracts';
import { addDays, dayOf, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { gapOf, lengthOf } from './coverage.js';
import type { MeasureCoverage } from './coverage.js';
import { daysOfSeries, isTooSparse, lookedAt, minSigma, tooSparse as sparse } from './daily.js';
import { methods } from './methods.js';
import type { DetectionsWarehouse, PointJudgement, SeriesJudges, SeriesKey } from './ports.js';
import { seasonsOf } from './seasons.js';
import { denseWeeks, historyWeeks, toJudge, unjudged, weeklyPlan } from './weekly.js';

/** Weeks and days of a chart. */
const shownWeeks = 104;
const shownDays = 90;

export interface SeriesReading {
  readonly points: DetectionSeries['points'];
  /** First day of the newest period that was told of. */
  readonly newest: Day | null;
}

interface Asked {
  readonly cadence: DetectionCadence;
  readonly key: SeriesKey;
  readonly asOf: Date;
  readonly coverage: MeasureCoverage | null;
}

interface Deps {
  readonly warehouse: Pick<DetectionsWarehouse, 'series'>;
  readonly judges: SeriesJudges;
}

function pointsOf(
  { cadence, coverage }: Asked,
  periods: readonly Day[],
  judgements: readonly PointJudgement[],
): SeriesReading {
  const points = judgements.flatMap(({ at: place, ...judged }) => {
    const at = periods[place];
    return at === undefined
      ? []
      : {
          at,
          through: addDays(at, lengthOf[cadence] - 1),
          ...judged,
          gap: judged.observed === null ? (gapOf(cadence, at, coverage) ?? 'left-out') : null,
        };
  });
  const newest = points.findLast(({ observed }) => observed !== null) ?? points.at(-1);
  return { points, newest: newest?.at ?? null };
}

async function weeksOf(deps: Deps, asked: Asked): Promise<SeriesReading> {
  const { key, asOf, coverage } = asked;
  const plan = weeklyPlan(coverage, asOf);
  if (plan === null || plan.weeks.length === 0) return { points: [], newest: null };
  const from = addDays(weekStart(dayOf(asOf)), -historyWeeks * 7);
  const window = { from, to: addDays(dayOf(asOf), 1), knownAt: asOf };
  const { counts } = await deps.warehouse.series(window, 'weekly', key);
  const observed = denseWeeks(plan, counts);
  const shown = { ...plan, judged: plan.weeks.slice(-shownWeeks) };
  const series = toJudge(shown, observed);
  if (series === null) return pointsOf(asked, plan.weeks, unjudged(shown, observed));
  const control = { alpha: methods.weekly.alpha };
  const signal = new AbortController().signal;
  const [judged = []] = await deps.judges.weekly([series], seasonsOf(plan.weeks), control, signal);
  return pointsOf(asked, plan.weeks, judged);
}

async function daysOf(deps: Deps, asked: Asked): Promise<SeriesReading> {
  const { key, asOf, coverage } = asked;
  const days = daysOfSeries(coverage, asOf, shownDays + lookedAt);
  const [first] = days;
  if (first === undefined) return { points: [], newest: null };
  // Matters are read from before the first day, so that a later report of one counts no second time.
  const window = { from: addDays(first, -400), to: addDays(dayOf(asOf), 1), knownAt: asOf };
  const { counts } = await deps.warehouse.series(window, 'daily', key);
  const observed = days.map((day) => {
    if (gapOf('daily', day, coverage) !== null) return null;
    const count = counts.get(day);
    return count === undefined ? 0 : count;
  });
  const { judgements } = ears(observed, { method: 'C2', minSigma, alpha: methods.daily.alpha });
  const told = judgements.map((judgement, at) => (isTooSparse(observed, at) ? sparse(judgement) : judgement));
  return pointsOf(asked, days, told.slice(-shownDays));
}

/** One series with the judgement of every period of its chart, by the same detectors as the nightly run. */
export function readSeries(deps: Deps, asked: Asked): Promise<SeriesReading> {
  return asked.cadence === 'weekly' ? weeksOf(deps, asked) : daysOf(deps, asked);
}
