import type { IndicatorFeature } from '@miaotou/contracts';
import { findIndicator } from '@miaotou/domain';
import { sqlText } from '../expression/index.js';
import { windowOf } from '../rule/index.js';
import type { Window } from '../rule/index.js';
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
const ofSeveral: readonly Take[] = ['change', 'difference', 'streak'];

/** Whether a feature stands on the newest value, and so falls with its age. */
export const standsOnNewest = ({ take }: IndicatorFeature): boolean => simple[take] === undefined;

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

/**
 * Length of the unbroken run of periods with a value above zero that ends with the newest period reported. A period that
 * was never delivered neither ends a run nor goes on with it: of a run that it cuts short the known part counts, and a
 * single period before it says nothing, NULL.
 */
function streakSql(
  { newest, periods, values }: Shared,
  indicator: string,
  inside: (period: string) => string,
): string {
  const step = stepMonths(indicator);
  const gaps = gapParameters(indicator);
  const above = `arrayReverseSort(arrayFilter((p, v) -> v > 0 AND ${inside('p')}, ${periods}, ${values}))`;
  const run = `arrayFirstIndex((p, i) -> p != subtractMonths(${newest}, ${step} * (i - 1)), ${above}, arrayEnumerate(${above}))`;
  const length = `if(${run} = 0, length(${above}), ${run} - 1)`;
  const before = `subtractMonths(${newest}, ${step})`;
  const wanting = `arrayExists((f, t) -> ${before} >= f AND ${before} <= t, {${gaps.from}:Array(Date)}, {${gaps.through}:Array(Date)})`;
  return `if(${length} = 1 AND ${wanting}, NULL, ${length})`;
}

/** The newest value less the value `against` before it, as a share of the latter where `relative`; NULL without either. */
function changeSql(
  { newest, value, periods, values }: Shared,
  against: string,
  relative: boolean,
  inside: (period: string) => string,
): string {
  const earlier = periodBefore(windowOf(against), newest);
  const at = `indexOf(${periods}, ${earlier})`;
  const before = `if(${at} = 0 OR NOT (${inside(earlier)}), NULL, ${values}[${at}])`;
  const difference = `(${value} - ${before})`;
  return relative ? `(${difference} / nullIf(${before}, 0))` : difference;
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
  const aggregates = all.some(({ take }) => simple[take] === undefined)
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
    const aggregate = simple[feature.take];
    if (aggregate !== undefined) {
      const column = `${prefix}_${feature.take}${at}`;
      aggregates.push(`${aggregate}OrNullIf(value, ${within(window)}) AS ${column}`);
      return column;
    }
    // The newest of the longest window is the newest of a shorter one too, if it lies in there at all; without any it is 0.
    const whole = sameWindow(window, longest);
    const begins = whole ? 'toDate(0)' : lastDayBefore(windowStart(window, asOf));
    const inside = (period: string): string => (whole ? 'true' : `${period} > ${begins}`);
    const { take, against = feature.window } = feature;
    const found =
      take === 'streak'
        ? streakSql(shared, indicator, inside)
        : take === 'latest'
          ? shared.value
          : changeSql(shared, against, take === 'change', inside);
    const fresh = `${shared.newest} >= {${freshParameter(indicator)}:Array(Date)}[${place}]`;
    return `if(${shared.newest} > ${begins} AND ${fresh}, ${found}, NULL)`;
  });
  return { aggregates, features };
}

function sameWindow(a: Window, b: Window): boolean {
  return a.amount === b.amount && a.unit === b.unit;
}
