import type { ReplayResponse, ReplaySide } from '@miaotou/contracts';
import { addDays, dayOf, isWorkday, startOfDay, weekStart } from '@miaotou/domain';
import type { AlertTier, Day } from '@miaotou/domain';
import { workHoursOf } from '../alerts/index.js';
import { onDuty, postsFor } from '../roster/index.js';
import type { DutyTable } from '../roster/index.js';
import type { Chain } from './chain.js';
import type { ResponseSetting } from './response-setting.js';
import { placeName } from './score.js';
import type { ScoreSpan } from './score.js';

/** Hours that somebody on duty has on a working day. */
const dayHours = 8;
/** When the roster is asked who is there: office hours on every working day. */
const askedAtMs = 10 * 3_600_000;

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The duty table as though what stands today had stood always. */
export function standingRoster(roster: DutyTable, today: Day): DutyTable {
  const shifts = roster.shifts
    .filter(({ firstDay, lastDay }) => firstDay <= today && (lastDay === null || lastDay >= today))
    .map((shift) => ({ ...shift, firstDay: '1970-01-01', lastDay: null }));
  return { ...roster, shifts };
}

/** Office hours in a week of those on duty for a town; null where the roster names nobody. */
export function capacityOf(region: string, week: Day, { roster, people }: ResponseSetting): number | null {
  const wanted = { region, tier: 'red', industries: [], disputeTypes: [] } as const;
  const posts = postsFor('duty', wanted, roster.posts);
  let hours = 0;
  let named = false;
  for (let day = week; day < addDays(week, 7); day = addDays(day, 1)) {
    if (!isWorkday(day)) continue;
    const at = new Date(startOfDay(day).getTime() + askedAtMs);
    const there = new Set(posts.flatMap(({ id }) => onDuty(id, at, roster).map(({ personId }) => personId)));
    const known = people.filter(({ id }) => there.has(id)).length;
    if (known > 0) named = true;
    hours += known * dayHours;
  }
  return named ? hours : null;
}

export interface Work extends Pick<ReplaySide, 'work' | 'messages' | 'hours'> {
  readonly response: ReplayResponse;
  readonly hoursByTown: ReadonlyMap<string, number>;
}

/** Messages and hours of what alerts set going on the days of a span, by town and week, beside the roster. */
export function workOf(chain: Chain, { from, to, levels }: ScoreSpan, setting: ResponseSetting): Work {
  const costs = workHoursOf(levels);
  const inside = (at: Date): boolean => dayOf(at) >= from && dayOf(at) <= to;
  const tellings = chain.tellings.filter(({ at }) => inside(at));
  const byTier: Record<AlertTier, number> = { blue: 0, yellow: 0, orange: 0, red: 0 };
  const begun = chain.incidents.filter(({ openedAt }) => inside(openedAt));
  for (const { peakTier } of begun) byTier[peakTier] += 1;
  const places = new Map<string, { region: string; week: Day; messages: number; hours: number }>();
  for (const { at, region, tier, before, messages } of tellings) {
    const week = weekStart(dayOf(at));
    const key = `${week} ${region}`;
    const own = places.get(key) ?? { region, week, messages: 0, hours: 0 };
    places.set(key, own);
    own.messages += messages;
    own.hours += Math.max(0, costs[tier] - (before === null ? 0 : costs[before]));
  }
  const hoursByTown = new Map<string, number>();
  for (const { region, hours } of places.values()) {
    hoursByTown.set(region, tenths((hoursByTown.get(region) ?? 0) + hours));
  }
  const count = (some: readonly { readonly messages: number }[]): number =>
    some.reduce((sum, { messages }) => sum + messages, 0);
  return {
    response: {
      incidents: begun.length,
      byTier,
      messages: count(tellings),
      climbed: count(tellings.filter(({ climbed }) => climbed)),
      held: chain.held.filter(inside).length,
      nobody: tellings.filter(({ people }) => people === 0).length,
    },
    messages: count(tellings),
    hours: tenths([...places.values()].reduce((sum, { hours }) => sum + hours, 0)),
    hoursByTown,
    work: [...places]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { region, week, messages, hours }]) => ({
        region,
        regionName: placeName(region),
        week,
        messages,
        hours: tenths(hours),
        capacity: capacityOf(region, week, setting),
      })),
  };
}
