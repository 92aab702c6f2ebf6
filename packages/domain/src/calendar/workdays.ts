import { chinaHolidayNotices, type HolidayNotice } from './china-holidays.js';
import { addDays, weekdayOf, type Day } from './days.js';

/** Which days are worked: weekends and weekdays as changed by the yearly notices. */
export interface WorkCalendar {
  readonly years: ReadonlySet<number>;
  readonly holidays: ReadonlySet<Day>;
  readonly makeUpWorkdays: ReadonlySet<Day>;
}

export interface WorkdayStatus {
  readonly workday: boolean;
  readonly reason: 'holiday' | 'make-up' | 'weekday' | 'weekend';
  /** The year's notice is not loaded: only the weekday is known. */
  readonly provisional: boolean;
}

function* daysOfRange(year: number, range: string): Generator<Day> {
  const [first = range, last = first] = range.split('/');
  const end = `${year}-${last}`;
  for (let day = `${year}-${first}`; day <= end; day = addDays(day, 1)) yield day;
}

/** A calendar from yearly notices. */
export function workCalendar(notices: readonly HolidayNotice[]): WorkCalendar {
  return {
    years: new Set(notices.map(({ year }) => year)),
    holidays: new Set(
      notices.flatMap(({ year, off }) => off.flatMap((range) => [...daysOfRange(year, range)])),
    ),
    makeUpWorkdays: new Set(notices.flatMap(({ year, makeUp }) => makeUp.map((day) => `${year}-${day}`))),
  };
}

/** The national calendar of the years that the product knows. */
export const chinaCalendar: WorkCalendar = workCalendar(chinaHolidayNotices);

/** Whether a day is worked, why, and whether its year's notice is still missing. */
export function workdayStatus(day: Day, calendar: WorkCalendar = chinaCalendar): WorkdayStatus {
  const provisional = !calendar.years.has(Number(day.slice(0, 4)));
  const weekend = weekdayOf(day) > 5;
  if (calendar.holidays.has(day)) return { workday: false, reason: 'holiday', provisional };
  if (calendar.makeUpWorkdays.has(day)) return { workday: true, reason: 'make-up', provisional };
  return { workday: !weekend, reason: weekend ? 'weekend' : 'weekday', provisional };
}

/** Whether a day is a working day 工作日. */
export function isWorkday(day: Day, calendar: WorkCalendar = chinaCalendar): boolean {
  return workdayStatus(day, calendar).workday;
}

/**
 * The working day `count` working days after `day`, which itself is not counted; 0 gives `day`. Provisional when the
 * way there crosses a year without notice. Throws RangeError for a negative or broken count.
 */
export function addWorkdays(
  day: Day,
  count: number,
  calendar: WorkCalendar = chinaCalendar,
): { readonly day: Day; readonly provisional: boolean } {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`cannot count ${count} working days`);
  let reached = day;
  let provisional = false;
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1);
    const status = workdayStatus(reached, calendar);
    provisional ||= status.provisional;
    if (status.workday) left -= 1;
  }
  return { day: reached, provisional };
}
