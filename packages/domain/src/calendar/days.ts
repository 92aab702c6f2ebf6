/** A calendar day in Asia/Shanghai, YYYY-MM-DD. Text order is time order. */
export type Day = string;

const DAY_MS = 86_400_000;
/** Asia/Shanghai is UTC+8 the whole year since 1992. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/u;

function utcMs(day: Day): number {
  const ms = DAY_FORM.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // The engine rolls 31 April over to 1 May: only a day that comes back unchanged exists.
  if (Number.isNaN(ms) || fromUtcMs(ms) !== day) throw new RangeError(`'${day}' is not a calendar day`);
  return ms;
}

function fromUtcMs(ms: number): Day {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) {
    throw new RangeError('the day lies outside the years 0000 to 9999');
  }
  return date.toISOString().slice(0, 10);
}

/** Whether the text is an existing calendar day in the form YYYY-MM-DD. */
export function isValidDay(text: string): boolean {
  if (!DAY_FORM.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The Shanghai day in which an instant lies. */
export function dayOf(instant: Date): Day {
  return fromUtcMs(instant.getTime() + SHANGHAI_OFFSET_MS);
}

/** The instant at which a day begins in Shanghai. */
export function startOfDay(day: Day): Date {
  return new Date(utcMs(day) - SHANGHAI_OFFSET_MS);
}

/** The day `days` later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return fromUtcMs(utcMs(day) + days * DAY_MS);
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcMs(to) - utcMs(from)) / DAY_MS);
}

/** Day of the week, 1 (Monday) to 7 (Sunday). */
export function weekdayOf(day: Day): number {
  return new Date(utcMs(day)).getUTCDay() || 7;
}

/** The day `months` later; a day that the month lacks becomes its last one (31 January + 1 = 28 or 29 February). */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(utcMs(day));
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const first = date.getTime();
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return fromUtcMs(first + (Math.min(wanted, date.getUTCDate()) - 1) * DAY_MS);
}

/** First day of the day's month. */
export function monthStart(day: Day): Day {
  return `${fromUtcMs(utcMs(day)).slice(0, 7)}-01`;
}

/** First day of the day's quarter. */
export function quarterStart(day: Day): Day {
  const start = monthStart(day);
  return addMonths(start, -((Number(start.slice(5, 7)) - 1) % 3));
}

/** Monday of the day's week. */
export function weekStart(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day));
}
