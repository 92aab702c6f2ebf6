import { weighEvidence } from '../evidence/index.js';
import type { MinimumEvidence } from '../evidence/index.js';
import { abstain, checkRange, checkSeries, exceedanceScore } from '../series/index.js';
import type { CountSeries, Judgement, PeriodRange } from '../series/index.js';
import { DAILY, designOf } from './design.js';
import type { Design } from './design.js';
import { exponentOf, exponentVariance } from './fit.js';
import { boundOf, chanceOf, fitRobust } from './robust.js';

export interface UnusualControl {
  /** Chance of an alarm without reason in one period; 0.01 by default. */
  readonly alpha?: number;
  /** Years of the past that a period is judged by, as far as the series reaches back; 5 by default. */
  readonly years?: number;
  /** Columns beside trend and season, each as long as the series: how much of a week falls into Spring Festival, say. */
  readonly covariates?: readonly (readonly number[])[];
  /** Cases without which no alarm is raised; none by default. */
  readonly minimumEvidence?: MinimumEvidence;
}

interface Settings {
  readonly alpha: number;
  readonly years: number;
  readonly minimumEvidence: MinimumEvidence | null;
  /** Periods, the judged one among them, whose sum is judged too: a rise that is small in each may be large in all. */
  readonly memory: number;
  /** Fewest known periods of the past. */
  readonly least: number;
  readonly designFor: (harmonics: number) => Design;
}

const HALF = 0.5;
/** A week is short for days: their sum does not depend on the day of the week. */
const memoryOf = { days: 7, longer: 2 } as const;
const leastDays = 56;
/** The judged count alone weighs less than its sum with those before it: the most detected at rates that keep to alpha. */
const ALONE = 1.5;

function settingsOf(series: CountSeries, control: UnusualControl): Settings {
  const { alpha = 0.01, years = 5, covariates = [], minimumEvidence = null } = control;
  if (!(alpha > 0 && alpha < HALF)) throw new RangeError(`alpha must lie between 0 and 0.5, got ${alpha}`);
  if (!(years >= 1) || years === Infinity) throw new RangeError(`at least one year is needed, got ${years}`);
  const daily = series.frequency >= DAILY;
  const designs = new Map<number, Design>();
  return {
    alpha,
    years,
    minimumEvidence,
    memory: daily ? memoryOf.days : memoryOf.longer,
    least: daily ? leastDays : Math.max(8, Math.ceil(series.frequency * HALF)),
    designFor: (harmonics) => {
      const design = designs.get(harmonics) ?? designOf(series, harmonics, covariates);
      designs.set(harmonics, design);
      return design;
    },
  };
}

/** Two waves need two years of the past, one wave needs one. */
const harmonicsFor = (known: number, frequency: number): number =>
  Math.min(2, Math.floor(known / frequency + 0.02), Math.floor((frequency - 1) / 2));

/** What is expected of the judged period, and of its sum with those before it. */
interface Outlook {
  readonly mean: number;
  /** Variance over mean of the next count, its mean not being known exactly. */
  readonly dispersion: number;
  /** Sum of the counts before, and mean and dispersion of the whole; null where one is a gap. */
  readonly sum: { readonly before: number; readonly mean: number; readonly dispersion: number } | null;
}

function outlookOf(series: CountSeries, at: number, settings: Settings): Outlook | Judgement {
  const { observed, frequency } = series;
  const { memory, least } = settings;
  const from = Math.max(0, at - Math.round(settings.years * frequency));
  const until = at - memory;
  const known: number[] = [];
  for (let place = from; place < until; place += 1) if ((observed[place] ?? null) !== null) known.push(place);
  if (known.length < least)
    return abstain(at, observed[at] ?? null, until - from < least ? 'too-short' : 'gaps-in-baseline');
  const design = settings.designFor(harmonicsFor(known.length, frequency));
  const counts = Float64Array.from(known, (place) => observed[place] ?? 0);
  const fit = fitRobust(design, Int32Array.from(known), counts);
  if (fit === null) return abstain(at, observed[at] ?? null, 'no-fit');
  const meanAt = (place: number): number => Math.exp(exponentOf(design, fit.coefficients, place));
  const unsure = exponentVariance(design, fit.factor, at);
  const mean = meanAt(at);
  const recent = Array.from({ length: memory - 1 }, (_, back) => at - 1 - back);
  const before = recent.reduce((sum, place) => sum + (observed[place] ?? Number.NaN), 0);
  const whole = recent.reduce((sum, place) => sum + meanAt(place), mean);
  const sum = { before, mean: whole, dispersion: fit.dispersion + whole * unsure };
  return { mean, dispersion: fit.dispersion + mean * unsure, sum: Number.isNaN(before) ? null : sum };
}

/** The largest count that is no alarm: never below what is expected. */
function upperboundOf({ mean, dispersion, sum }: Outlook, alpha: number): number {
  const alone = boundOf(alpha / ALONE, mean, dispersion);
  const together = sum === null ? alone : boundOf(alpha, sum.mean, sum.dispersion) - sum.before;
  return Math.max(Math.floor(mean), Math.min(alone, together));
}

function pValueOf(count: number, { mean, dispersion, sum }: Outlook): number {
  const alone = Math.min(1, ALONE * chanceOf(count, mean, dispersion));
  if (sum === null || count <= mean) return alone;
  return Math.min(alone, chanceOf(count + sum.before, sum.mean, sum.dispersion));
}

function judge(series: CountSeries, at: number, settings: Settings): Judgement {
  const outlook = outlookOf(series, at, settings);
  if ('at' in outlook) return outlook;
  const observed = series.observed[at] ?? null;
  const expected = outlook.mean;
  const upperbound = upperboundOf(outlook, settings.alpha);
  if (observed === null) return { ...abstain(at, observed, 'missing'), expected, upperbound };
  const { minimumEvidence } = settings;
  if (minimumEvidence !== null && weighEvidence(series.observed, at, minimumEvidence) !== 'enough')
    return { ...abstain(at, observed, 'too-few-cases'), expected, upperbound };
  return {
    at,
    observed,
    expected,
    upperbound,
    score: exceedanceScore(observed, expected, upperbound),
    pValue: pValueOf(observed, outlook),
    alarm: observed > upperbound,
    abstained: null,
  };
}

/**
 * The product's own detector. Each period is judged by up to five years before it: a log-linear model of level, trend,
 * season, days of the week and given covariates, robust against past outbreaks in the manner of Farrington et al. 1996 and
 * Noufaily et al. 2013, but of all weeks and not of those around the same week only. The next count is negative binomial,
 * wider by what is not known of its mean. The count alone and its sum with the count before (of a week, for days) are both
 * judged, so that a rise may be sudden or slow; an alarm needs the count itself above what is expected. Gaps are left out.
 * Throws SeriesError or RangeError for what cannot be judged.
 */
export function detectUnusual(
  series: CountSeries,
  range: PeriodRange,
  control: UnusualControl = {},
): Judgement[] {
  checkSeries(series);
  checkRange(range, series.observed.length);
  const settings = settingsOf(series, control);
  return Array.from({ length: range[1] - range[0] + 1 }, (_, step) =>
    judge(series, range[0] + step, settings),
  );
}
