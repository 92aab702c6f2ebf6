import { studentTwoSided } from '../distributions/index.js';
import { LEAST_MEAN, type LogLinearFit } from './fit.js';

export interface ModelSettings {
  readonly b: number;
  readonly trend: boolean;
  readonly reweight: boolean;
  readonly weightsThreshold: number;
  readonly pThresholdTrend: number;
  /**
   * Which of the reference's two ways with dispersions: the flexible method scales standard errors and the test of the trend by
   * the prior weights' squares; the one of 1996 tests by Pearson's dispersion, and scales errors by it too, at least 1.
   */
  readonly way: 'flexible' | '1996';
}

/** What the judged period is expected to be. */
export interface Prediction {
  /** Logarithm of the mean, and its standard error. */
  readonly eta: number;
  readonly etaSe: number;
  /** Mean as the inverse link gives it. */
  readonly mean: number;
  /** Variance over mean of the counts, at least 1. */
  readonly dispersion: number;
  /** Change of the logarithm of the mean by period; null where the trend was not kept. */
  readonly slope: number | null;
}

/** Where the judged period lies: its group, its time, and its offset. */
export interface Judged {
  readonly group: number;
  readonly time: number;
  readonly offset: number;
}

/** Why no model could be had. */
export type ModelFailure = 'no-fit' | 'no-dispersion';

interface Fitted {
  readonly trend: boolean;
  /** Of the counts; for standard errors; for the test of the trend. */
  readonly dispersion: number;
  readonly errors: number;
  readonly test: number;
}

/** One fit, past outbreaks weighed down, and a second fit. */
function twoSteps(fit: LogLinearFit, trend: boolean, settings: ModelSettings): Fitted | ModelFailure {
  const flexible = settings.way === 'flexible';
  let withTrend = trend;
  fit.resetPrior();
  fit.fit(withTrend);
  if (!fit.converged && withTrend) {
    withTrend = false;
    fit.fit(withTrend);
  }
  if (!fit.usable || (flexible && !fit.converged)) return 'no-fit';
  if (fit.degrees <= 0) return 'no-dispersion';
  let pearson = fit.dispersion();
  if (settings.reweight && fit.reweigh(Math.max(pearson, 1), settings.weightsThreshold)) {
    fit.fit(withTrend);
    if (!fit.usable) return 'no-fit';
    pearson = fit.dispersion();
  }
  const dispersion = Math.max(pearson, 1);
  const byPrior = flexible && settings.reweight ? fit.priorDispersion() : pearson;
  return { trend: withTrend, dispersion, errors: flexible ? byPrior : dispersion, test: byPrior };
}

/** A series that never changes is not led above its largest count by the last digit. */
const ROUNDING = 1 + 1e-12;

const boundedMean = (eta: number): number => Math.max(Math.exp(eta), LEAST_MEAN);

/** Whether the slope differs from 0; a threshold of 1 asks only that there is one. */
function significant(fit: LogLinearFit, test: number, threshold: number): boolean {
  const square = fit.slopeSquare();
  if (threshold >= 1) return square >= 0;
  return square > 0 && studentTwoSided(Math.sqrt(square / test), fit.degrees) < threshold;
}

/**
 * Model of the points that `fit` holds, and what it predicts of the judged period. The trend is kept where there are three years,
 * it is significant, and it does not lead above all that was ever seen; else all is fitted anew without it.
 */
export function predict(
  fit: LogLinearFit,
  judged: Judged,
  settings: ModelSettings,
): Prediction | ModelFailure {
  const logOffset = judged.offset === 1 ? 0 : Math.log(judged.offset);
  let fitted = twoSteps(fit, settings.trend, settings);
  if (typeof fitted === 'string') return fitted;
  if (fitted.trend) {
    const mean = boundedMean(fit.predict(judged.group, judged.time) + logOffset);
    const kept =
      settings.b >= 3 &&
      mean <= fit.largest * ROUNDING &&
      significant(fit, fitted.test, settings.pThresholdTrend);
    if (!kept) {
      fitted = twoSteps(fit, false, settings);
      if (typeof fitted === 'string') return fitted;
    }
  }
  const eta = fit.predict(judged.group, judged.time) + logOffset;
  return {
    eta,
    etaSe: Math.sqrt(fitted.errors * fit.predictionVariance(judged.group, judged.time)),
    mean: boundedMean(eta),
    dispersion: fitted.dispersion,
    slope: fitted.trend ? fit.slope : null,
  };
}
