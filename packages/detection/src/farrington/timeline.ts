import { dayNumbers, type CountSeries } from '../series/index.js';

/** Where past years and moments lie, by counting periods or by dates. */
export interface Timeline {
  /** Distances from a period to the same period of the `years` before it, negative, newest first; null where one is not there. */
  readonly references: (at: number, years: number) => readonly number[] | null;
  /** Time of a period as the regression takes it, in periods from the judged one. */
  readonly time: (place: number, at: number) => number;
  /** Time at which the judged period is predicted, from the baseline's first period and the first of them that has a count. */
  readonly judgedTime: (first: number, firstCounted: number) => number;
}

const byIndex = (frequency: number): Timeline => ({
  references: (at, years) => {
    if (at - frequency * years < 0) return null;
    return Array.from({ length: years }, (_, year) => -frequency * (year + 1));
  },
  time: (place, at) => place - at,
  judgedTime: () => 0,
});

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** The same day of an earlier year; 29 February becomes 1 March. */
function yearsBefore(day: number, years: number): number {
  const date = new Date(day * DAY_MS);
  return Math.round(Date.UTC(date.getUTCFullYear() - years, date.getUTCMonth(), date.getUTCDate()) / DAY_MS);
}

/** The day nearest to `day` that is as many whole weeks from `judged`. */
function sameWeekday(day: number, judged: number): number {
  const past = (((day - judged) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS;
  return past > WEEK_DAYS / 2 ? day + WEEK_DAYS - past : day - past;
}

function byDate(days: readonly number[], frequency: number): Timeline {
  const placeOf = new Map(days.map((day, place) => [day, place]));
  const step = (days[1] ?? 0) - (days[0] ?? 0);
  return {
    references: (at, years) => {
      const judged = days[at] ?? 0;
      const found: number[] = [];
      for (let year = 1; year <= years; year += 1) {
        const day = yearsBefore(judged, year);
        const place = placeOf.get(frequency === 52 ? sameWeekday(day, judged) : day);
        if (place === undefined) return null;
        found.push(place - at);
      }
      return found;
    },
    time: (place, at) => ((days[place] ?? 0) - (days[at] ?? 0)) / step,
    // The reference counts the judged period's time from the first count and the baseline's from its first period.
    judgedTime: (first, firstCounted) => ((days[first] ?? 0) - (days[firstCounted] ?? 0)) / step,
  };
}

/** Timeline of a series: by date where it has dates. Throws SeriesError for dates that do not rise. */
export function createTimeline({ observed, frequency, dates }: CountSeries): Timeline {
  if (dates === undefined) return byIndex(frequency);
  return byDate(dayNumbers(dates, observed.length), frequency);
}
