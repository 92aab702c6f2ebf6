import { dayNumbers, type CountSeries } from '../series/index.js';

/** Where past years and moments lie, by counting periods or by dates. */
export interface Timeline {
  /** Distances from a period to the same period of the `years` before it, negative, newest first; null where one is not there. */
  readonly references: (at: number, years: number) => readonly number[] | null;
  /** Time of a period as the regression takes it, in periods from the judged one. */
  readonly time: (place: number, at: number) => number;
  /** Time at which the judged period is predicted, from the baseline's first period and the first of them that has a count. */
  readonly judgedTime: (first: number, firstCounted: number) => number;
  /** Places of the periods within `w` of the same period of the `years` before, oldest first; those that are not there are left out. */
  readonly windows: (at: number, years: number, w: number) => readonly number[];
}

/** Places of each year, oldest first, with w periods to both sides; null is left out. */
function windowsAround(
  years: number,
  w: number,
  placeOf: (year: number, away: number) => number | null,
): readonly number[] {
  const places: number[] = [];
  for (let year = years; year >= 1; year -= 1) {
    for (let away = -w; away <= w; away += 1) {
      const place = placeOf(year, away);
      if (place !== null) places.push(place);
    }
  }
  return places;
}

const byIndex = (frequency: number): Timeline => ({
  references: (at, years) => {
    if (at - frequency * years < 0) return null;
    return Array.from({ length: years }, (_, year) => -frequency * (year + 1));
  },
  time: (place, at) => place - at,
  judgedTime: () => 0,
  windows: (at, years, w) =>
    windowsAround(years, w, (year, away) => {
      const place = at - frequency * year + away;
      return place < 0 ? null : place;
    }),
});

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
const WEEKLY = 52;
const MONTHLY = 12;

/** The same day of another month or year; a day that the month does not have runs over into the next one. */
function shifted(day: number, years: number, months = 0): number {
  const date = new Date(day * DAY_MS);
  const moved = Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate());
  return Math.round(moved / DAY_MS);
}

const dayOfMonth = (day: number): number => new Date(day * DAY_MS).getUTCDate();

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
        const day = shifted(judged, -year);
        const place = placeOf.get(frequency === WEEKLY ? sameWeekday(day, judged) : day);
        if (place === undefined) return null;
        found.push(place - at);
      }
      return found;
    },
    time: (place, at) => ((days[place] ?? 0) - (days[at] ?? 0)) / step,
    // The reference counts the judged period's time from the first count and the baseline's from its first period.
    judgedTime: (first, firstCounted) => ((days[first] ?? 0) - (days[firstCounted] ?? 0)) / step,
    windows: (at, years, w) => {
      const judged = days[at] ?? 0;
      return windowsAround(years, w, (year, away) => {
        const centre = shifted(judged, -year);
        if (frequency === WEEKLY) return placeOf.get(sameWeekday(centre, judged) + WEEK_DAYS * away) ?? null;
        if (frequency !== MONTHLY) return placeOf.get(centre + away) ?? null;
        const day = shifted(centre, 0, away);
        return placeOf.get(day - dayOfMonth(day) + dayOfMonth(judged)) ?? null;
      });
    },
  };
}

/** Timeline of a series: by date where it has dates. Throws SeriesError for dates that do not rise. */
export function createTimeline({ observed, frequency, dates }: CountSeries): Timeline {
  if (dates === undefined) return byIndex(frequency);
  return byDate(dayNumbers(dates, observed.length), frequency);
}
