import type { HolidayNotice } from './china-holidays.js';
import { isValidDay, weekdayOf } from './days.js';

/** What is wrong with a year's notice of holidays. */
export interface NoticeFault {
  readonly entry: string;
  readonly code:
    'no-such-day' | 'range-reversed' | 'off-twice' | 'both-off-and-worked' | 'make-up-on-weekday';
}

/** Faults of a year's notice: days that do not exist, reversed or repeated ranges, make-up days on a weekday. */
export function noticeFaults({ year, off, makeUp }: HolidayNotice): readonly NoticeFault[] {
  const faults: NoticeFault[] = [];
  const free = new Set<string>();
  for (const entry of off) {
    const [first = entry, last = first] = entry.split('/');
    if (!isValidDay(`${year}-${first}`) || !isValidDay(`${year}-${last}`)) {
      faults.push({ entry, code: 'no-such-day' });
    } else if (last < first) {
      faults.push({ entry, code: 'range-reversed' });
    } else {
      const days = [...free].filter((day) => day >= first && day <= last);
      if (days.length > 0) faults.push({ entry, code: 'off-twice' });
      for (let month = Number(first.slice(0, 2)); month <= Number(last.slice(0, 2)); month += 1) {
        for (let date = 1; date <= 31; date += 1) {
          const day = `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
          if (day >= first && day <= last && isValidDay(`${year}-${day}`)) free.add(day);
        }
      }
    }
  }
  for (const entry of makeUp) {
    if (!isValidDay(`${year}-${entry}`)) faults.push({ entry, code: 'no-such-day' });
    else if (free.has(entry)) faults.push({ entry, code: 'both-off-and-worked' });
    else if (weekdayOf(`${year}-${entry}`) <= 5) faults.push({ entry, code: 'make-up-on-weekday' });
  }
  return faults;
}
