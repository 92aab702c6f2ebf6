import { addDays, dayOf, isWorkday, startOfDay } from '@miaotou/domain';
import { decided, each, withDecision } from './stage.js';

const hourMs = 3_600_000;
const opens = 8.5;
const ends = 18;

/** The next beginning of office hours, or the moment itself within them. */
export function officeTime(at: Date): Date {
  for (let day = dayOf(at); ; day = addDays(day, 1)) {
    const start = startOfDay(day).getTime();
    if (!isWorkday(day) || at.getTime() >= start + ends * hourMs) continue;
    return new Date(Math.max(at.getTime(), start + opens * hourMs));
  }
}

/**
 * Blue and yellow wait for office hours, unless a time node keeps people on duty round the clock. Orange and red are
 * told at once.
 */
export const timeNode = each((draft, { now, nodes }) => {
  const { tier } = draft.incident;
  if (tier === 'orange' || tier === 'red' || draft.cause === 'offered') return draft;
  const [node] = nodes;
  if (node !== undefined) {
    return withDecision(
      draft,
      decided(
        'time-node',
        'node-duty',
        `正值${node.zh}，不分昼夜即时通知。`,
        `${node.en}: told at once, day and night.`,
      ),
    );
  }
  const notBefore = officeTime(now);
  if (notBefore <= now) return draft;
  return withDecision(
    draft,
    decided('time-node', 'office-hours', '等到上班时间再通知。', 'Waits for office hours.'),
    { notBefore },
  );
});
