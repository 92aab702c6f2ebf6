import { normalCdf, normalQuantile } from '../normal/index.js';
import {
  abstain,
  checkRange,
  checkSeries,
  exceedanceScore,
  type AbstainReason,
  type CountSeries,
  type Judgement,
  type PeriodRange,
} from '../series/index.js';
import { commonSettings, type CommonSettings, type FarringtonControl } from './control.js';
import { LogLinearFit } from './fit.js';
import { predict, type Prediction } from './model.js';
import { recentCases } from './recent-cases.js';
import { createTimeline, type Timeline } from './timeline.js';
import { transformed, transformedBound, transformedTail } from './threshold.js';

/** Arrays over the range, equal to the reference's; null where nothing can be said. */
export interface FarringtonResult {
  /** 0, as the reference has it, where fewer cases were seen than limit54 asks for; the judgement abstains there. */
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (boolean | null)[];
  readonly trend: readonly (0 | 1 | null)[];
  /** Median of the predictive distribution. */
  readonly median: readonly (number | null)[];
  /** Place of the judged count in the predictive distribution. */
  readonly quantileProb: readonly (number | null)[];
  readonly judgements: readonly Judgement[];
}

interface FarringtonPoint {
  readonly upperbound: number | null;
  readonly alarm: boolean | null;
  readonly trend: 0 | 1 | null;
  readonly median: number | null;
  readonly quantileProb: number | null;
  readonly judgement: Judgement;
}

// One fit at a time: the arrays are kept from call to call, and nothing of them leaves this file.
const fit = new LogLinearFit();

const unsaid = (at: number, observed: number | null, reason: AbstainReason): FarringtonPoint => ({
  upperbound: null,
  alarm: null,
  trend: null,
  median: null,
  quantileProb: null,
  judgement: abstain(at, observed, reason),
});

/** Fills the fit with the windows of past years, oldest first; gaps and what lies before the series are left out. */
function load(
  { observed, population }: CountSeries,
  at: number,
  timeline: Timeline,
  { b, w, populationOffset }: CommonSettings,
): void {
  fit.clear(1);
  for (const place of timeline.windows(at, b, w)) {
    const count = observed[place] ?? null;
    if (count === null) continue;
    fit.add(count, place - at, 0, populationOffset ? (population?.[place] ?? 1) : 1);
  }
}

function pointOf(
  { observed }: CountSeries,
  at: number,
  { mean, etaSe, dispersion, slope }: Prediction,
  { limit54, powertrans, alpha }: CommonSettings,
): FarringtonPoint {
  const count = observed[at] ?? null;
  const scale = transformed(mean, etaSe * mean, dispersion, powertrans);
  // Half of alpha lies above the bound.
  const upper = transformedBound(scale, normalQuantile(1 - alpha / 2));
  const trend = slope === null ? 0 : 1;
  const median = mean;
  if (upper === null) return { ...unsaid(at, count, 'not-estimable'), trend, median };
  const cases = recentCases(observed, at, limit54[1]);
  const quantileProb = count === null ? null : normalCdf((count ** scale.exponent - scale.centre) / scale.sd);
  if (count === null || cases === null) {
    const reason = count === null ? 'missing' : 'gaps-in-baseline';
    return { ...unsaid(at, count, reason), trend, median, quantileProb };
  }
  if (cases < limit54[0]) {
    const judgement = { ...abstain(at, count, 'too-few-cases'), expected: mean };
    return { upperbound: 0, alarm: false, trend, median, quantileProb, judgement };
  }
  const alarm = (count - mean) / (upper - mean) > 1;
  return {
    upperbound: upper,
    alarm,
    trend,
    median,
    quantileProb,
    judgement: {
      at,
      observed: count,
      expected: mean,
      upperbound: upper,
      score: exceedanceScore(count, mean, upper),
      pValue: transformedTail(scale, count),
      alarm,
      abstained: null,
    },
  };
}

/**
 * The method of Farrington, Andrews, Beale and Catchpole (1996, Journal of the Royal Statistical Society A 159, 547-563), on each
 * period of a range: a quasi-Poisson regression, with a trend where it is significant, of the same weeks of past years, past
 * outbreaks weighed down. Equal to the R package surveillance, function farrington. Gaps are left out of the baseline, where the
 * reference stops. Throws SeriesError for a series, and RangeError for a control, that cannot be.
 */
export function farrington(
  series: CountSeries,
  range: PeriodRange,
  control: FarringtonControl = {},
): FarringtonResult {
  checkSeries(series);
  checkRange(range, series.observed.length);
  const settings = commonSettings(control);
  const timeline = createTimeline(series);
  const model = { ...settings, weightsThreshold: 1, pThresholdTrend: 0.05, way: '1996' } as const;
  const points: FarringtonPoint[] = [];
  for (let at = range[0]; at <= range[1]; at += 1) {
    const count = series.observed[at] ?? null;
    load(series, at, timeline, settings);
    if (fit.sizeOf(0) === 0) {
      points.push(unsaid(at, count, 'too-short'));
      continue;
    }
    const offset = settings.populationOffset ? (series.population?.[at] ?? 1) : 1;
    const prediction = predict(fit, { group: 0, time: 0, offset }, model);
    points.push(
      typeof prediction === 'string'
        ? unsaid(at, count, prediction)
        : pointOf(series, at, prediction, settings),
    );
  }
  return {
    upperbound: points.map((point) => point.upperbound),
    alarm: points.map((point) => point.alarm),
    trend: points.map((point) => point.trend),
    median: points.map((point) => point.median),
    quantileProb: points.map((point) => point.quantileProb),
    judgements: points.map((point) => point.judgement),
  };
}
