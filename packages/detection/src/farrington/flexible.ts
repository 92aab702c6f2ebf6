import { normalQuantile } from '../normal/index.js';
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
import { baselineTemplate, type BaselineTemplate } from './baseline.js';
import { flexibleSettings, type FlexibleControl, type FlexibleSettings } from './control.js';
import { LogLinearFit } from './fit.js';
import { predict, type Prediction } from './model.js';
import { createTimeline, type Timeline } from './timeline.js';
import { recentCases } from './recent-cases.js';
import { countThreshold, transformed, transformedBound, transformedTail } from './threshold.js';

/** What is said of one period, in the reference's own terms. */
interface FlexiblePoint {
  readonly upperbound: number | null;
  readonly alarm: boolean | null;
  readonly expected: number | null;
  readonly mu0: number | null;
  readonly phi: number | null;
  readonly trend: 0 | 1 | null;
  readonly trendCoef: number | null;
  readonly score: number | null;
  readonly pValue: number | null;
  readonly judgement: Judgement;
}

/** Arrays over the range, equal to the reference's; null where nothing can be said. */
export interface FlexibleResult {
  /** Null too where fewer cases were seen than limit54 asks for. */
  readonly upperbound: readonly (number | null)[];
  /** Null only where there is no model: without a bound the reference says that there is no alarm. The judgement does not. */
  readonly alarm: readonly (boolean | null)[];
  readonly expected: readonly (number | null)[];
  /** exp(eta) for nbPlugin; else the exponential of an upper quantile of the prediction, which for delta is no mean. */
  readonly mu0: readonly (number | null)[];
  /** Variance over mean of the counts, at least 1. */
  readonly phi: readonly (number | null)[];
  readonly trend: readonly (0 | 1 | null)[];
  readonly trendCoef: readonly (number | null)[];
  /** Of the reference: for nbPlugin and muan measured from the logarithm of the mean. The judgement's score is not. */
  readonly score: readonly (number | null)[];
  readonly pValue: readonly (number | null)[];
  readonly judgements: readonly Judgement[];
}

// One fit at a time: the arrays are kept from call to call, and nothing of them leaves this file.
const fit = new LogLinearFit();

const unsaid = (at: number, observed: number | null, reason: AbstainReason): FlexiblePoint => ({
  upperbound: null,
  alarm: null,
  expected: null,
  mu0: null,
  phi: null,
  trend: null,
  trendCoef: null,
  score: null,
  pValue: null,
  judgement: abstain(at, observed, reason),
});

/** Fills the fit with the baseline of a period; gives the time of the judged period, or why there is no baseline. */
function load(
  { observed, population }: CountSeries,
  at: number,
  template: BaselineTemplate,
  timeline: Timeline,
  settings: FlexibleSettings,
): number | AbstainReason {
  const { offset: places, group } = template;
  fit.clear(settings.noPeriods);
  let first = -1;
  for (let each = 0; each < places.length; each += 1) {
    const place = at + (places[each] as number);
    const count = place < 0 ? null : (observed[place] as number | null);
    if (count === null) continue;
    if (first < 0) first = place;
    const offset = settings.populationOffset ? (population?.[place] ?? 1) : 1;
    fit.add(count, timeline.time(place, at), group[each] as number, offset);
  }
  if (fit.sizeOf(settings.noPeriods - 1) === 0) return 'gaps-in-baseline';
  return timeline.judgedTime(Math.max(0, at + (places[0] as number)), first);
}

interface Bound {
  readonly upper: number | null;
  readonly pValue: number | null;
  readonly mu0: number;
  /** What the reference's score is measured from. */
  readonly origin: number;
}

function boundOf(
  { eta, etaSe, mean, dispersion }: Prediction,
  count: number | null,
  z: number,
  { thresholdMethod, powertrans, alpha }: FlexibleSettings,
): Bound {
  if (thresholdMethod === 'delta') {
    const se = etaSe * mean;
    const scale = transformed(mean, se, dispersion, powertrans);
    return {
      upper: transformedBound(scale, z),
      pValue: count === null ? null : transformedTail(scale, count),
      mu0: Math.exp(mean + z * se),
      origin: mean,
    };
  }
  const mu0 = Math.exp(thresholdMethod === 'muan' ? eta + z * etaSe : eta);
  return { ...countThreshold(mu0, dispersion, alpha, count), mu0, origin: eta };
}

function pointOf(
  series: CountSeries,
  at: number,
  prediction: Prediction,
  z: number,
  settings: FlexibleSettings,
): FlexiblePoint {
  const count = series.observed[at] ?? null;
  const [least, periods] = settings.limit54;
  const cases = recentCases(series.observed, at, periods);
  const enough = cases !== null && cases >= least;
  const { upper, pValue, mu0, origin } = boundOf(prediction, count, z, settings);
  const score =
    upper === null || count === null || upper === origin ? null : (count - origin) / (upper - origin);
  const expected = settings.thresholdMethod === 'delta' ? prediction.mean : Math.exp(prediction.eta);
  const alarm = enough && score !== null && score > 1 && count !== 0;
  return {
    upperbound: enough ? upper : null,
    alarm,
    expected: enough && upper !== null ? expected : null,
    mu0,
    phi: prediction.dispersion,
    trend: prediction.slope === null ? 0 : 1,
    trendCoef: prediction.slope,
    score,
    pValue,
    judgement: judgementOf(at, count, cases, enough, { upper, pValue, expected, alarm }),
  };
}

function judgementOf(
  at: number,
  count: number | null,
  cases: number | null,
  enough: boolean,
  said: {
    readonly upper: number | null;
    readonly pValue: number | null;
    readonly expected: number;
    readonly alarm: boolean;
  },
): Judgement {
  if (count === null) return abstain(at, count, 'missing');
  if (cases === null) return abstain(at, count, 'gaps-in-baseline');
  if (!enough) return { ...abstain(at, count, 'too-few-cases'), expected: said.expected };
  const { upper, pValue, expected, alarm } = said;
  if (upper === null) return { ...abstain(at, count, 'not-estimable'), expected };
  const score = exceedanceScore(count, expected, upper);
  return { at, observed: count, expected, upperbound: upper, score, pValue, alarm, abstained: null };
}

/**
 * Farrington flexible (Noufaily et al. 2013, Statistics in Medicine 32, 1206-1222), on each period of a range: a quasi-Poisson
 * regression of past years on seasonal groups and a trend, past outbreaks weighed down. Equal to the R package surveillance,
 * function farringtonFlexible. Throws SeriesError for a series, and RangeError for a control, that cannot be.
 */
export function farringtonFlexible(
  series: CountSeries,
  range: PeriodRange,
  control: FlexibleControl = {},
): FlexibleResult {
  checkSeries(series);
  checkRange(range, series.observed.length);
  const settings = flexibleSettings(control, series.frequency);
  const timeline = createTimeline(series);
  const model = { ...settings, way: 'flexible' } as const;
  const z = normalQuantile(1 - settings.alpha);
  let references: readonly number[] | null = null;
  let template: BaselineTemplate | null = null;
  const points: FlexiblePoint[] = [];
  for (let at = range[0]; at <= range[1]; at += 1) {
    const count = series.observed[at] ?? null;
    const found = timeline.references(at, settings.b);
    if (found === null || at + (found.at(-1) ?? 0) - settings.w < -1) {
      points.push(unsaid(at, count, 'too-short'));
      continue;
    }
    // Years of one length have one template.
    if (template === null || found.some((distance, each) => distance !== references?.[each])) {
      references = found;
      template = baselineTemplate(found, settings);
    }
    if (template === null || template.offset.length === 0) {
      points.push(unsaid(at, count, 'not-estimable'));
      continue;
    }
    const time = load(series, at, template, timeline, settings);
    if (typeof time === 'string') {
      points.push(unsaid(at, count, time));
      continue;
    }
    const offset = settings.populationOffset ? (series.population?.[at] ?? 1) : 1;
    const prediction = predict(fit, { group: settings.noPeriods - 1, time, offset }, model);
    points.push(
      typeof prediction === 'string'
        ? unsaid(at, count, prediction)
        : pointOf(series, at, prediction, z, settings),
    );
  }
  return {
    upperbound: points.map((point) => point.upperbound),
    alarm: points.map((point) => point.alarm),
    expected: points.map((point) => point.expected),
    mu0: points.map((point) => point.mu0),
    phi: points.map((point) => point.phi),
    trend: points.map((point) => point.trend),
    trendCoef: points.map((point) => point.trendCoef),
    score: points.map((point) => point.score),
    pValue: points.map((point) => point.pValue),
    judgements: points.map((point) => point.judgement),
  };
}
