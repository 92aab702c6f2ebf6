import type { CountSeries, PeriodRange } from './series.js';

/** What is wrong with a series. */
export const seriesFaults = [
  'count-not-a-number',
  'count-negative',
  'count-fractional',
  'frequency',
  'start',
  'dates-length',
  'date-unreadable',
  'dates-unordered',
  'population-length',
  'population-not-positive',
  'range',
] as const;
export type SeriesFault = (typeof seriesFaults)[number];

/** A series that cannot be judged: the fault, and the 0-based place where it was met, or null where it has none. */
export class SeriesError extends RangeError {
  override readonly name = 'SeriesError';

  constructor(
    readonly fault: SeriesFault,
    readonly index: number | null,
    message: string,
  ) {
    super(message);
  }
}

/** Refuses counts that are not whole numbers of at least 0; null is a gap. Throws SeriesError at the first of them. */
export function checkCounts(observed: readonly (number | null)[]): void {
  observed.forEach((count, index) => {
    if (count === null) return;
    if (typeof count !== 'number' || !Number.isFinite(count)) {
      throw new SeriesError('count-not-a-number', index, `count ${index} is not a finite number: ${count}`);
    }
    if (count < 0) throw new SeriesError('count-negative', index, `count ${index} is negative: ${count}`);
    if (!Number.isInteger(count)) {
      throw new SeriesError('count-fractional', index, `count ${index} is not whole: ${count}`);
    }
  });
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of YYYY-MM-DD, or null where that is no day of the calendar. */
export function dayNumber(date: string): number | null {
  if (!isoDay.test(date)) return null;
  const time = Date.parse(`${date}T00:00:00Z`);
  // The parser turns 30 February into 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) return null;
  return Math.round(time / DAY_MS);
}

/** Day numbers of the dates of a series, checked to rise; throws SeriesError. */
export function dayNumbers(dates: readonly string[], length: number): readonly number[] {
  if (dates.length !== length) {
    throw new SeriesError('dates-length', null, `${dates.length} dates for ${length} counts`);
  }
  const days: number[] = [];
  for (const [index, date] of dates.entries()) {
    const day = dayNumber(date);
    if (day === null) throw new SeriesError('date-unreadable', index, `date ${index} is no day: ${date}`);
    const before = days.at(-1);
    if (before !== undefined && day <= before) {
      throw new SeriesError(
        'dates-unordered',
        index,
        `date ${index} does not follow the one before: ${date}`,
      );
    }
    days.push(day);
  }
  return days;
}

function checkPopulation(population: readonly number[], length: number): void {
  if (population.length !== length) {
    throw new SeriesError('population-length', null, `${population.length} populations for ${length} counts`);
  }
  const index = population.findIndex((each) => !(each > 0) || each === Infinity);
  if (index !== -1) {
    const message = `population ${index} is not above 0: ${population[index]}`;
    throw new SeriesError('population-not-positive', index, message);
  }
}

/** Refuses a series that no method can judge; throws SeriesError. Too short a history is no fault: it abstains. */
export function checkSeries({ observed, frequency, start, dates, population }: CountSeries): void {
  if (!Number.isInteger(frequency) || frequency < 1) {
    throw new SeriesError(
      'frequency',
      null,
      `the frequency must be a whole number above 0, got ${frequency}`,
    );
  }
  const [year, period] = start;
  if (!Number.isInteger(year) || !Number.isInteger(period) || period < 1) {
    throw new SeriesError(
      'start',
      null,
      `the start must be a year and a period from 1, got ${year}, ${period}`,
    );
  }
  checkCounts(observed);
  if (dates !== undefined) dayNumbers(dates, observed.length);
  if (population !== undefined) checkPopulation(population, observed.length);
}

/** Refuses a range that does not lie within the series; throws SeriesError. */
export function checkRange([from, to]: PeriodRange, length: number): void {
  const whole = Number.isInteger(from) && Number.isInteger(to);
  if (!whole || from < 0 || from > to || to >= length) {
    throw new SeriesError('range', null, `the range ${from}..${to} does not lie within ${length} periods`);
  }
}
