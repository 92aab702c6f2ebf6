import { normalQuantile, normalUpperTail } from '../normal/index.js';
import { abstain, exceedanceScore } from '../series/index.js';
import type { Judgement } from '../series/index.js';

export type EarsMethod = 'C1' | 'C2' | 'C3';

export interface EarsControl {
  readonly method: EarsMethod;
  /** Periods that a bound is estimated from; 7 by default, at least 2. */
  readonly baseline?: number;
  /** Floor of the baseline's standard deviation, 0 by default. Sparse counts need one, or a flat baseline alarms at once. */
  readonly minSigma?: number;
  /** Chance of an alarm without reason in one period; 0.001 by default, 0.025 for C3. */
  readonly alpha?: number;
}

/** Bounds and alarms beside the observed counts, index by index; null where nothing can be said. */
export interface EarsResult {
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (boolean | null)[];
  /** The same in the words of every method. */
  readonly judgements: readonly Judgement[];
}

const defaultAlpha: Readonly<Record<EarsMethod, number>> = { C1: 0.001, C2: 0.001, C3: 0.025 };
/** C2 and C3 leave the two periods before the judged one out of its baseline. */
const GUARD_PERIODS = 2;
/** C3 also weighs how far these earlier periods exceeded their own baselines. */
const CARRIED_PERIODS = [1, 2] as const;

interface Baseline {
  readonly mean: number;
  readonly sigma: number;
}

interface Settings {
  readonly baseline: number;
  readonly minSigma: number;
  readonly z: number;
}

function settingsOf(control: EarsControl): Settings {
  const { method, baseline = 7, minSigma = 0, alpha = defaultAlpha[method] } = control;
  if (!Number.isInteger(baseline) || baseline < 2) {
    throw new RangeError(`the baseline must be a whole number of at least 2 periods, got ${baseline}`);
  }
  if (!(minSigma >= 0) || minSigma === Infinity) {
    throw new RangeError(`minSigma must be a number of at least 0, got ${minSigma}`);
  }
  return { baseline, minSigma, z: normalQuantile(1 - alpha) };
}

/** Mean and standard deviation of the baseline before period `at`; null when it is short or has a gap. */
function baselineOf(
  observed: readonly (number | null)[],
  at: number,
  guard: number,
  settings: Settings,
): Baseline | null {
  const from = at - guard - settings.baseline;
  if (from < 0) return null;
  const counts: number[] = [];
  for (let index = from; index < at - guard; index += 1) {
    const count = observed[index] ?? null;
    if (count === null) return null;
    counts.push(count);
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return { mean, sigma: Math.max(Math.sqrt(squares / (counts.length - 1)), settings.minSigma) };
}

/** How far a period exceeded its baseline beyond one standard deviation; null when unknown or 0/0. */
function carriedExcess(observed: readonly (number | null)[], at: number, settings: Settings): number | null {
  const count = observed[at] ?? null;
  const base = baselineOf(observed, at, GUARD_PERIODS, settings);
  if (count === null || base === null) return null;
  const score = (count - base.mean) / base.sigma;
  return Number.isNaN(score) ? null : Math.max(0, score - 1);
}

/** Summed excess of the two periods before, which C3 weighs; null when one of them is unknown or 0/0. */
function carriedBefore(observed: readonly (number | null)[], at: number, settings: Settings): number | null {
  let excess = 0;
  for (const back of CARRIED_PERIODS) {
    const carried = carriedExcess(observed, at - back, settings);
    if (carried === null) return null;
    excess += carried;
  }
  return excess;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** C1 and C2: the count against mean and spread of its baseline. */
function judgePlain(count: number | null, at: number, base: Baseline, { z }: Settings): Judgement {
  const { mean, sigma } = base;
  const upperbound = mean + z * sigma;
  if (count === null) return { ...abstain(at, count, 'missing'), expected: mean, upperbound };
  return {
    at,
    observed: count,
    expected: mean,
    upperbound,
    score: exceedanceScore(count, mean, upperbound),
    // Without spread there is no distribution, only the bound.
    pValue: sigma > 0 ? normalUpperTail((count - mean) / sigma) : null,
    alarm: count > upperbound,
    abstained: null,
  };
}

/** C3: the bound is written for the current count, and lies below it exactly when the summed excess alarms. */
function judgeCumulative(
  observed: readonly (number | null)[],
  at: number,
  base: Baseline,
  settings: Settings,
): Judgement {
  const count = observed[at] ?? null;
  if (count === null) return abstain(at, count, 'missing');
  const excess = carriedBefore(observed, at, settings);
  if (excess === null) {
    const reach = at - GUARD_PERIODS - settings.baseline - CARRIED_PERIODS.length;
    const whole = reach >= 0 && !observed.slice(reach, at).includes(null);
    return abstain(at, count, reach < 0 ? 'too-short' : whole ? 'no-dispersion' : 'gaps-in-baseline');
  }
  const bound = count + base.sigma * (settings.z - excess);
  if (Number.isNaN(bound)) return abstain(at, count, 'no-dispersion');
  const upperbound = Math.max(0, bound);
  const alarm = count > upperbound;
  const score = excess / settings.z;
  return {
    at,
    observed: count,
    expected: base.mean,
    upperbound,
    // A count of 0 is never an alarm, whatever was carried.
    score: settings.z > 0 ? finite(alarm ? score : Math.min(1, score)) : null,
    pValue: normalUpperTail(excess),
    alarm,
    abstained: null,
  };
}

/**
 * EARS C1, C2 and C3 (Hutwagner et al. 2003) on equally spaced counts, with null for a gap, as in the R package
 * surveillance. A period is judged by the periods before it; where they hold a gap there is neither bound nor alarm. The
 * p-value is that of the normal distribution which the bound is a quantile of.
 */
export function ears(observed: readonly (number | null)[], control: EarsControl): EarsResult {
  const broken = observed.find((count) => count !== null && !Number.isFinite(count));
  if (broken !== undefined) throw new RangeError(`a count must be a finite number or null, got ${broken}`);
  const settings = settingsOf(control);
  const guard = control.method === 'C1' ? 0 : GUARD_PERIODS;
  const judgements = observed.map((count, at) => {
    const base = baselineOf(observed, at, guard, settings);
    if (base === null)
      return abstain(at, count, at - guard - settings.baseline < 0 ? 'too-short' : 'gaps-in-baseline');
    return control.method === 'C3'
      ? judgeCumulative(observed, at, base, settings)
      : judgePlain(count, at, base, settings);
  });
  return {
    upperbound: judgements.map(({ upperbound }) => upperbound),
    alarm: judgements.map(({ alarm }) => alarm),
    judgements,
  };
}
