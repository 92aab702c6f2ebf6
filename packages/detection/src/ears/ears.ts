import { normalQuantile } from '../normal/index.js';

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

/** Bound of C3, written for the current count: it lies below the count exactly when the summed score alarms. */
function cumulativeBound(
  observed: readonly (number | null)[],
  at: number,
  settings: Settings,
): number | null {
  const count = observed[at] ?? null;
  const base = baselineOf(observed, at, GUARD_PERIODS, settings);
  if (count === null || base === null) return null;
  let excess = 0;
  for (const back of CARRIED_PERIODS) {
    const carried = carriedExcess(observed, at - back, settings);
    if (carried === null) return null;
    excess += carried;
  }
  const bound = count + base.sigma * (settings.z - excess);
  return Number.isNaN(bound) ? null : Math.max(0, bound);
}

function plainBound(
  observed: readonly (number | null)[],
  at: number,
  guard: number,
  settings: Settings,
): number | null {
  const base = baselineOf(observed, at, guard, settings);
  return base === null ? null : base.mean + settings.z * base.sigma;
}

/**
 * EARS C1, C2 and C3 (Hutwagner et al. 2003) on equally spaced counts, with null for a gap, as in the R package
 * surveillance. A period is judged by the periods before it; where they hold a gap there is neither bound nor alarm.
 */
export function ears(observed: readonly (number | null)[], control: EarsControl): EarsResult {
  const broken = observed.find((count) => count !== null && !Number.isFinite(count));
  if (broken !== undefined) throw new RangeError(`a count must be a finite number or null, got ${broken}`);
  const settings = settingsOf(control);
  const upperbound = observed.map((_, at) => {
    if (control.method === 'C3') return cumulativeBound(observed, at, settings);
    return plainBound(observed, at, control.method === 'C2' ? GUARD_PERIODS : 0, settings);
  });
  const alarm = upperbound.map((bound, at) => {
    const count = observed[at] ?? null;
    return bound === null || count === null ? null : count > bound;
  });
  return { upperbound, alarm };
}
