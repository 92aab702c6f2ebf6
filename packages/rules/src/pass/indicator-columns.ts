import type { IndicatorFeature } from '@miaotou/contracts';
import { findIndicator } from '@miaotou/domain';
import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import type { Window } from '../rule/index.js';
import { comparedSql } from './feature-columns.js';
import { freshParameter, gapParameters } from './pass.js';
import { lastDayBefore, periodBefore, periodInside, windowStart } from './windows.js';

/** SQL of an indicator's features in two steps: aggregates over a subject's rows, and the features from these. */
export interface IndicatorColumns {
  /** `sql AS column` over rows of (indicator, period, value). */
  readonly aggregates: readonly string[];
  /** SQL of each feature over those columns, in order; NULL where there are no values. */
  readonly features: readonly string[];
}

type Take = IndicatorFeature['take'];
const simple: Partial<Record<Take, string>> = { sum: 'sum', max: 'max', min: 'min', mean: 'avg' };
/** Takes that look at all periods of the window alike, so that no value of it is too old. */
const ofWindow: readonly Take[] = ['sum', 'max', 'min', 'mean', 'count', 'any', 'trend'];
const ofSeveral: readonly Take[] = ['change', 'difference', 'streak'];

/** Fewest values through which a line is drawn. */
export const fewestForTrend = 3;

/** Whether a feature stands on the newest value, and so falls with its age. */
export const standsOnNewest = ({ take }: IndicatorFeature): boolean => !ofWindow.includes(take);

/** The columns that an indicator's features share: the newest period and value, and where needed all of them. */
interface Shared {
  readonly newest: string;
  readonly value: string;
  readonly periods: string;
  readonly values: string;
}

/** Months from one period of an indicator to the next. */
export function stepMonths(indicator: string): number {
  return findIndicator(indicator)?.frequency === 'quarterly' ? 3 : 1;
}

/** SQL of whether a value counts for a feature: as it says, or above zero. */
export const countsSql = ({ is }: IndicatorFeature, value: string): string =>
  is === undefined ? `${value} > 0` : `(${comparedSql(value, is)})`;

/** How far before the newest period lies what a feature is put against. */
export function againstWindow({ against, indicator, window }: IndicatorFeature): Window {
  if (against === 'last-year') return { amount: 1, unit: 'y' };
  if (against === 'last-period') return { amount: stepMonths(indicator), unit: 'm' };
  return windowOf(against === undefined || against === 'baseline' ? window : against);
}

/**
 * Length of the unbroken run of periods whose value counts that ends with the newest period reported. A period that
 * was never delivered neither ends a run nor goes on with it: of a run that it cuts short the known part counts, and a
 * single period before it says nothing, NULL.
 */
function streakSql(
  { newest, periods, values }: Shared,
  feature: IndicatorFeature,
  inside: (period: string) => string,
): string {
  const step = stepMonths(feature.indicator);
  const gaps = gapParameters(feature.indicator);
  const kept = `${countsSql(feature, 'v')} AND ${inside('p')}`;
  const above = `arrayReverseSort(arrayFilter((p, v) -> ${kept}, ${periods}, ${values}))`;
  const run = `arrayFirstIndex((p, i) -> p != subtractMonths(${newest}, ${step} * (i - 1)), ${above}, arrayEnumerate(${above}))`;
  const length = `if(${run} = 0, length(${above}), ${run} - 1)`;
  const before = `subtractMonths(${newest}, ${step})`;
  const wanting = `arrayExists((f, t) -> ${before} >= f AND ${before} <= t, {${gaps.from}:Array(Date)}, {${gaps.through}:Array(Date)})`;
  return `if(${length} = 1 AND ${wanting}, NULL, ${length})`;
}

/** SQL of what the newest value is put against: an earlier value, or the mean of so many before; NULL where not known. */
function beforeSql(
  { newest, periods, values }: Shared,
  feature: IndicatorFeature,
  inside: (period: string) => string,
): string {
  if (feature.against === 'baseline') {
    const count = feature.periods ?? 0;
    const oldest = `subtractMonths(${newest}, ${stepMonths(feature.indicator) * count})`;
    const kept = `p < ${newest} AND p >= ${oldest} AND ${inside('p')}`;
    const known = `arrayFilter((v, p) -> ${kept}, ${values}, ${periods})`;
    return `if(length(${known}) * 2 < ${count}, NULL, arrayAvg(${known}))`;
  }
  const earlier = periodBefore(againstWindow(feature), newest);
  const at = `indexOf(${periods}, ${earlier})`;
  return `if(${at} = 0 OR NOT (${inside(earlier)}), NULL, ${values}[${at}])`;
}

/** The newest value less what it is put against, as a share of the latter where `relative`; NULL without either. */
function changeSql(shared: Shared, before: string, relative: boolean): string {
  const difference = `(${shared.value} - ${before})`;
  return relative ? `(${difference} / nullIf(${before}, 0))` : difference;
}

/** SQL of an aggregate over the rows of a window, for takes that need no more than that. */
function windowAggregate(feature: IndicatorFeature, inside: string): string | null {
  const aggregate = simple[feature.take];
  if (aggregate !== undefined) return `${aggregate}OrNullIf(value, ${inside})`;
  if (feature.take === 'any' || (feature.take === 'count' && feature.is !== undefined)) {
    const held = `countIf(${inside} AND ${countsSql(feature, 'value')})`;
    return `if(countIf(${inside}) = 0, NULL, ${held}${feature.take === 'any' ? ' > 0' : ''})`;
  }
  if (feature.take === 'count') return `nullIf(countIf(${inside}), 0)`;
  if (feature.take !== 'trend') return null;
  // Counted in months and not in days: periods are of one length to whoever reads a slope.
  const x = `(toRelativeMonthNum(period) / ${stepMonths(feature.indicator)})`;
  const slope = `simpleLinearRegressionIf(${x}, value, ${inside}).1`;
  return `if(countIf(${inside}) < ${fewestForTrend}, NULL, ${slope})`;
}

/**
 * Compiles the features of one indicator. `longest` is the longest of their windows; the rows are of that window where
 * `exact`, else possibly of some days more. Column names start with `prefix`.
 */
export function indicatorColumns(
  indicator: string,
  all: readonly IndicatorFeature[],
  longest: Window,
  names: {
    readonly prefix: string;
    readonly asOf: string;
    /** SQL of the place of the moment among the moments. */
    readonly place: string;
    readonly exact: boolean;
  },
): IndicatorColumns {
  const { prefix, asOf, exact, place } = names;
  const own = `indicator = ${sqlText(indicator)}`;
  const within = (window: Window): string =>
    exact && sameWindow(window, longest) ? own : `(${own} AND ${periodInside(window, 'period', asOf)})`;
  const shared: Shared = {
    newest: `${prefix}_newest`,
    value: `${prefix}_value`,
    periods: `${prefix}_periods`,
    values: `${prefix}_values`,
  };
  const aggregates = all.some(standsOnNewest)
    ? [
        `maxIf(period, ${within(longest)}) AS ${shared.newest}`,
        `argMaxIf(value, period, ${within(longest)}) AS ${shared.value}`,
      ]
    : [];
  if (all.some(({ take }) => ofSeveral.includes(take))) {
    aggregates.push(
      `groupArrayIf(period, ${within(longest)}) AS ${shared.periods}`,
      `groupArrayIf(value, ${within(longest)}) AS ${shared.values}`,
    );
  }
  const features = all.map((feature, at) => {
    const window = windowOf(feature.window);
    const aggregate = windowAggregate(feature, within(window));
    if (aggregate !== null) {
      const column = `${prefix}_${feature.take}${at}`;
      aggregates.push(`${aggregate} AS ${column}`);
      return column;
    }
    // The newest of the longest window is the newest of a shorter one too, if it lies in there at all; without any it is 0.
    const whole = sameWindow(window, longest);
    const begins = whole ? 'toDate(0)' : lastDayBefore(windowStart(window, asOf));
    const inside = (period: string): string => (whole ? 'true' : `${period} > ${begins}`);
    const found =
      feature.take === 'streak'
        ? streakSql(shared, feature, inside)
        : feature.take === 'latest'
          ? shared.value
          : changeSql(shared, beforeSql(shared, feature, inside), feature.take === 'change');
    const fresh = `${shared.newest} >= {${freshParameter(indicator)}:Array(Date)}[${place}]`;
    return `if(${shared.newest} > ${begins} AND ${fresh}, ${found}, NULL)`;
  });
  return { aggregates, features };
}

function sameWindow(a: Window, b: Window): boolean {
  return a.amount === b.amount && a.unit === b.unit;
}
