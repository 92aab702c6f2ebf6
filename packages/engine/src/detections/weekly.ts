import { createHash } from 'node:crypto';
import { detectionMeasures } from '@miaotou/contracts';
import type { DetectionMeasure } from '@miaotou/contracts';
import { addDays, dayOf, weekStart } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { gapOf, lastCovered, lastOver, periodsFrom } from './coverage.js';
import type { MeasureCoverage } from './coverage.js';
import { methods } from './methods.js';
import type { KeptDetection, PointJudgement, SeriesToJudge, SparseSeries } from './ports.js';

/** Weeks of history: five years back with the weeks around, as Farrington's method wants them. */
export const historyWeeks = 314;
/** The newest weeks are judged together: a month's file brings four or five at once. */
export const judgedWeeks = 5;
/** A measure whose sources are further behind than this is not judged at all. */
const farBehindWeeks = 9;
/** Counts kept beside a judgement. */
export const recentShown = 26;
/** A series with fewer cases in two years is too sparse for a model. */
const minCases = 12;
const minCasesWeeks = 104;

/** Which weeks of a measure are counted and judged at a moment. */
export interface WeeklyPlan {
  readonly coverage: MeasureCoverage | null;
  /** Every week of the history up to the last judged one. */
  readonly weeks: readonly Day[];
  readonly judged: readonly Day[];
  /** The sources fell behind long ago: the last week that is over is kept as not judged. */
  readonly behind: boolean;
}

/** The plan of a measure; null where no source ever told of it. */
export function weeklyPlan(coverage: MeasureCoverage | null, asOf: Date): WeeklyPlan | null {
  if (coverage === null) return null;
  const over = lastOver('weekly', asOf);
  const covered = lastCovered('weekly', asOf, coverage);
  const behind = covered === null || addDays(covered, farBehindWeeks * 7) < over;
  const last = behind ? over : covered;
  const earliest = addDays(weekStart(dayOf(asOf)), -historyWeeks * 7);
  const begun = weekStart(coverage.from);
  const first = begun < coverage.from ? addDays(begun, 7) : begun;
  const weeks = periodsFrom('weekly', first > earliest ? first : earliest, last);
  return { coverage, weeks, judged: weeks.slice(behind ? -1 : -judgedWeeks), behind };
}

/** The plans of all measures that some source tells of. */
export function weeklyPlans(
  coverages: ReadonlyMap<DetectionMeasure, MeasureCoverage | null>,
  asOf: Date,
): ReadonlyMap<DetectionMeasure, WeeklyPlan> {
  return new Map(
    detectionMeasures.flatMap((measure) => {
      const plan = weeklyPlan(coverages.get(measure) ?? null, asOf);
      return plan === null || plan.weeks.length === 0 ? [] : [[measure, plan] as const];
    }),
  );
}

/** The counts of every week of the plan: none in a week that was told of is zero, and a gap is null. */
export function denseWeeks(plan: WeeklyPlan, counts: SparseSeries['counts']): readonly (number | null)[] {
  return plan.weeks.map((week) => {
    if (gapOf('weekly', week, plan.coverage) !== null) return null;
    const count = counts.get(week);
    return count === undefined ? 0 : count;
  });
}

/** Hash of all that the judgements of a series follow from. */
export function fingerprintOf(plan: WeeklyPlan, observed: readonly (number | null)[]): string {
  const { id, version, alpha } = methods.weekly;
  const said = JSON.stringify([id, version, alpha, plan.weeks[0] ?? '', plan.judged, plan.behind, observed]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

/** Whether a series has enough cases of late for a model. */
export function isTooSparse(observed: readonly (number | null)[]): boolean {
  const lately = observed.slice(-minCasesWeeks);
  return lately.reduce<number>((sum, count) => sum + (count ?? 0), 0) < minCases;
}

/** A series as it goes to the model; null where it is not to be judged at all. */
export function toJudge(plan: WeeklyPlan, observed: readonly (number | null)[]): SeriesToJudge | null {
  if (plan.behind || isTooSparse(observed)) return null;
  const to = plan.weeks.length - 1;
  return { observed, dates: plan.weeks, from: to - plan.judged.length + 1, to };
}

/** What is kept of a series that no model judged. */
export function unjudged(plan: WeeklyPlan, observed: readonly (number | null)[]): readonly PointJudgement[] {
  return plan.judged.map((_, index) => {
    const at = plan.weeks.length - plan.judged.length + index;
    return {
      at,
      observed: observed[at] ?? null,
      expected: null,
      upperbound: null,
      score: null,
      pValue: null,
      alarm: null,
      abstained: plan.behind
        ? 'source-behind'
        : (observed[at] ?? null) === null
          ? 'missing'
          : 'too-few-cases',
    };
  });
}

/** The judgements of a series as they are kept. */
export function keptOf(
  plan: WeeklyPlan,
  series: SparseSeries,
  observed: readonly (number | null)[],
  points: readonly PointJudgement[],
  fingerprint: string,
): KeptDetection[] {
  const { measure, kind, subject } = series;
  const { id, version, alpha } = methods.weekly;
  return points.flatMap(({ at, ...point }) => {
    const period = plan.weeks[at];
    return period === undefined
      ? []
      : {
          cadence: 'weekly' as const,
          measure,
          kind,
          subject,
          period,
          ...point,
          qValue: null,
          recent: observed.slice(Math.max(0, at + 1 - recentShown), at + 1),
          method: id,
          methodVersion: version,
          alpha,
          fingerprint,
        };
  });
}
