import type { DeadlineFeature } from '@miaotou/contracts';
import type { CheckedRule } from '../rule/index.js';
import { attributeSql } from './feature-columns.js';

/** First day of the working-day table; parameter of a pass over events. */
export const calendarFromParameter = 'calendar_from';
/** For each day since then how many working days there were up to it; parameter of a pass over events. */
export const workdaysParameter = 'workdays_up_to';

const from = `{${calendarFromParameter}:Date}`;
const upTo = `{${workdaysParameter}:Array(UInt32)}`;
/** SQL of the working days up to a day; NULL outside the table. */
const workdaysTo = (day: string): string =>
  `nullIf(${upTo}[greatest(toInt32(dateDiff('day', ${from}, ${day})) + 1, 0)], 0)`;

const afterForm = /^(\d+)(d|wd|m)$/u;

/** SQL of the day on which a deadline falls; NULL where the event does not state the day that it counts from. */
function dueSql({ deadline, after }: DeadlineFeature): string {
  const stated = `toDateOrNull(${attributeSql(deadline)})`;
  const [, amount = '0', unit = 'd'] = afterForm.exec(after ?? '') ?? [];
  if (unit === 'd') return `addDays(${stated}, ${amount})`;
  if (unit === 'm') return `addMonths(${stated}, ${amount})`;
  // The day on which the count of working days first reaches so many more.
  const reached = `toUInt32(ifNull(${workdaysTo(stated)} + ${amount}, 0))`;
  const place = `indexOf(${upTo}, ${reached})`;
  return `if(isNull(${stated}) OR ${place} = 0, NULL, addDays(${from}, ${place} - 1))`;
}

/** SQL of the days left until a deadline at the row's `as_of`: 0 on the day itself, negative when it has passed. */
export function deadlineSql(feature: DeadlineFeature): string {
  const due = dueSql(feature);
  const today = "toDate(toTimeZone(as_of, 'Asia/Shanghai'))";
  if (feature.take === 'daysLeft') return `toFloat64(dateDiff('day', ${today}, ${due}))`;
  return `toFloat64(toInt64(${workdaysTo(due)}) - toInt64(${workdaysTo(today)}))`;
}

/** Whether a rule watches a clock, and so judges its event for as long as it is open. */
export function watchesDeadline(rule: CheckedRule): boolean {
  return rule.features.some(({ feature }) => 'deadline' in feature);
}
