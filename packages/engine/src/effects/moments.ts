import { addDays, dayOf, startOfDay, weekStart } from '@miaotou/domain';

/** Weeks looked back on. */
export const weeksBack = 52;

/** The Mondays of the last 52 weeks at midnight in Shanghai, and the start of today. */
export function effectMoments(now: Date): Date[] {
  const today = dayOf(now);
  const monday = weekStart(today);
  const days = Array.from({ length: weeksBack + 1 }, (_, at) => addDays(monday, 7 * (at - weeksBack)));
  return [...new Set([...days, today])].map(startOfDay);
}
