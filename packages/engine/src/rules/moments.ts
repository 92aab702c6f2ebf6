import { addDays, dayOf, startOfDay, weekStart } from '@miaotou/domain';
import type { EventKind } from '@miaotou/domain';
import type { Touched } from './ports.js';

const week = 7;
/** Late events older than this are judged at the moments at which they would have been seen. */
const currentDays = 7;
/** Weeks after the last late event for which its windows are followed, so that its end is seen as well. */
const followWeeks = 5;
/** Kinds that rules count over hours, which the end of each day shows and the end of a week would miss. */
const countedByTheDay: ReadonlySet<EventKind> = new Set(['opinion']);

/**
 * Moments at which the subjects of a batch are judged, ascending, `asOf` last. Events that lie behind the current week
 * are late: each is judged at the Monday that ends its week and for five weeks on; public opinion at the end of its day.
 */
export function momentsOf(days: Touched['days'], asOf: Date): Date[] {
  const current = addDays(dayOf(asOf), -currentDays);
  const at = new Set<string>();
  for (const { kind, day } of days) {
    if (day >= current) continue;
    const monday = addDays(weekStart(day), week);
    for (let later = 0; later <= followWeeks; later += 1) at.add(addDays(monday, later * week));
    if (countedByTheDay.has(kind)) at.add(addDays(day, 1));
  }
  const past = [...at]
    .toSorted()
    .map(startOfDay)
    .filter((moment) => moment < asOf);
  return [...past, asOf];
}
