import { dayNumbers } from '../series/index.js';
import type { CountSeries } from '../series/index.js';

/** What the expected count of a period may depend on: one row of columns per period. */
export interface Design {
  /** Row by row. */
  readonly rows: Float64Array;
  readonly width: number;
  /** Precision of each coefficient's normal prior around 0; 0 leaves it free. */
  readonly precision: Float64Array;
  /** Logarithm of the population of each period; zeros without one. */
  readonly offset: Float64Array;
}

/** From this frequency on a period is a day, and the days of the week are told apart. */
export const DAILY = 300;
const DAYS_OF_WEEK = 7;
const DAYS_OF_YEAR = 365.2425;
const DAY_MS = 86_400_000;
/** A year that does not depend on where the series begins, so that a longer series gives the same figures. */
const EPOCH = 2020;

/** Prior standard deviations on the logarithmic scale: wide against what is met, narrow enough to keep empty seasons finite. */
const spread = { trend: 0.5, season: 1, weekday: 1, covariate: 2 } as const;

/** When each period begins, in years of EPOCH: by date where dates are given, by counting otherwise. */
function yearsOf({ observed, frequency, start, dates }: CountSeries): Float64Array {
  const first = start[0] - EPOCH;
  if (dates === undefined)
    return Float64Array.from(observed, (_, at) => first + (start[1] - 1 + at) / frequency);
  const epoch = Date.UTC(EPOCH, 0) / DAY_MS;
  return Float64Array.from(dayNumbers(dates, observed.length), (day) => (day - epoch) / DAYS_OF_YEAR);
}

function weekdaysOf({ observed, dates }: CountSeries): Float64Array {
  if (dates === undefined) return Float64Array.from(observed, (_, at) => at % DAYS_OF_WEEK);
  return Float64Array.from(dayNumbers(dates, observed.length), (day) => day % DAYS_OF_WEEK);
}

/**
 * Columns of level, trend (per year), `harmonics` waves of the year, days of the week for daily series, and the given
 * covariates, each aligned to the series.
 */
export function designOf(
  series: CountSeries,
  harmonics: number,
  covariates: readonly (readonly number[])[],
): Design {
  const { observed, frequency, population } = series;
  const { length } = observed;
  const years = yearsOf(series);
  const columns: { readonly values: Float64Array; readonly spread: number }[] = [
    { values: new Float64Array(length).fill(1), spread: Infinity },
    { values: years, spread: spread.trend },
  ];
  for (let wave = 1; wave <= harmonics; wave += 1) {
    const angle = 2 * Math.PI * wave;
    columns.push({ values: years.map((year) => Math.cos(angle * year)), spread: spread.season });
    columns.push({ values: years.map((year) => Math.sin(angle * year)), spread: spread.season });
  }
  if (frequency >= DAILY) {
    const weekdays = weekdaysOf(series);
    for (let day = 1; day < DAYS_OF_WEEK; day += 1)
      columns.push({ values: weekdays.map((each) => (each === day ? 1 : 0)), spread: spread.weekday });
  }
  for (const covariate of covariates) {
    if (covariate.length !== length || !covariate.every((value) => Number.isFinite(value)))
      throw new RangeError(`a covariate needs ${length} finite numbers, one for each period`);
    columns.push({ values: Float64Array.from(covariate), spread: spread.covariate });
  }
  const width = columns.length;
  const rows = new Float64Array(length * width);
  columns.forEach(({ values }, column) => {
    values.forEach((value, at) => {
      rows[at * width + column] = value;
    });
  });
  return {
    rows,
    width,
    precision: Float64Array.from(columns, (column) => column.spread ** -2),
    offset: Float64Array.from(observed, (_, at) => Math.log(population?.[at] ?? 1)),
  };
}
