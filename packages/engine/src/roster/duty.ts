import {
  regionWithin,
  tierRank,
  weekdayOf,
  dayOf,
  addDays,
  startOfDay,
  workdayStatus,
} from '@miaotou/domain';
import type { AlertTier, Bilingual, Day, EscalationLevel } from '@miaotou/domain';
import type { ShiftDay } from '@miaotou/contracts';

/** A post of the duty table; empty lists mean everything. */
export interface Post {
  readonly id: number;
  readonly name: string;
  readonly level: EscalationLevel;
  readonly regions: readonly string[];
  readonly industries: readonly string[];
  readonly disputeTypes: readonly string[];
  readonly minTier: AlertTier;
}

/** Who stands on a post on which days. Minutes count from midnight in Shanghai; an end at or before the start lies on the next day. */
export interface Shift {
  readonly id: number;
  readonly postId: number;
  readonly personId: string;
  readonly substituteId: string | null;
  readonly days: readonly ShiftDay[];
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly firstDay: Day;
  readonly lastDay: Day | null;
}

/** A person is away from a moment up to another. */
export interface Leave {
  readonly id: number;
  readonly personId: string;
  readonly from: Date;
  readonly until: Date;
  readonly substituteId: string | null;
  readonly reason: string;
}

export interface DutyTable {
  readonly posts: readonly Post[];
  readonly shifts: readonly Shift[];
  readonly leaves: readonly Leave[];
}

/** Somebody on duty, and why it is they. */
export interface OnDuty {
  readonly personId: string;
  readonly shift: Shift;
  readonly from: Date;
  readonly until: Date;
  /** On leave, so that this person stands in. */
  readonly standsInFor: string | null;
  readonly reason: 'on-shift' | 'stands-in';
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const minuteMs = 60_000;
const dayMinutes = 1_440;

/**
 * What a day is for the shifts of a post: a holiday and a made-up working day go before the day of the week, where the
 * post has shifts for them; without such a holiday is worked like a Sunday and a made-up day like a Monday.
 */
export function shiftDayOf(day: Day, own: readonly Shift[]): ShiftDay {
  const { reason } = workdayStatus(day);
  if (reason === 'holiday') return own.some(({ days }) => days.includes('holiday')) ? 'holiday' : 'sun';
  if (reason === 'make-up') return own.some(({ days }) => days.includes('make-up')) ? 'make-up' : 'mon';
  return weekdays[weekdayOf(day) - 1] ?? 'mon';
}

/** Who really comes for a person at a moment, through leaves and those who stand in; null for nobody. */
export function presentAt(
  personId: string,
  substituteId: string | null,
  at: Date,
  leaves: readonly Leave[],
): string | null {
  const seen = new Set<string>();
  let person: string | null = personId;
  let next = substituteId;
  while (person !== null && !seen.has(person)) {
    seen.add(person);
    const who: string = person;
    const leave = leaves.find((one) => one.personId === who && one.from <= at && at < one.until);
    if (leave === undefined) return person;
    person = leave.substituteId ?? next;
    next = null;
  }
  return null;
}

function shiftsOn(day: Day, own: readonly Shift[]): { shift: Shift; from: Date; until: Date }[] {
  const kind = shiftDayOf(day, own);
  return own
    .filter(
      ({ days, firstDay, lastDay }) =>
        days.includes(kind) && day >= firstDay && (lastDay === null || day <= lastDay),
    )
    .map((shift) => {
      const start = startOfDay(day).getTime();
      const length = (shift.untilMinute - shift.fromMinute + dayMinutes) % dayMinutes || dayMinutes;
      const from = start + shift.fromMinute * minuteMs;
      return { shift, from: new Date(from), until: new Date(from + length * minuteMs) };
    });
}

/** Shifts of a post that begin on a day. */
export function shiftsOfDay(postId: number, day: Day, { shifts }: DutyTable) {
  return shiftsOn(
    day,
    shifts.filter((one) => one.postId === postId),
  );
}

/** Who is on duty on a post at a moment. */
export function onDuty(postId: number, at: Date, table: DutyTable): OnDuty[] {
  const today = dayOf(at);
  return [addDays(today, -1), today]
    .flatMap((day) => shiftsOfDay(postId, day, table))
    .filter(({ from, until }) => from <= at && at < until)
    .flatMap(({ shift, from, until }): OnDuty[] => {
      const personId = presentAt(shift.personId, shift.substituteId, at, table.leaves);
      if (personId === null) return [];
      const standsIn = personId !== shift.personId;
      return [
        {
          personId,
          shift,
          from,
          until,
          standsInFor: standsIn ? shift.personId : null,
          reason: standsIn ? 'stands-in' : 'on-shift',
        },
      ];
    });
}

/** What an incident asks of a post. */
export interface DutyWanted {
  readonly region: string;
  readonly tier: AlertTier;
  readonly industries: readonly string[];
  readonly disputeTypes: readonly string[];
}

const answers = (own: readonly string[], asked: readonly string[]): boolean =>
  own.length === 0 || asked.some((one) => own.some((code) => one === code || one.startsWith(code)));

/** Posts of a rung that answer for an incident; those made for its place, trade or type go before general ones. */
export function postsFor(level: EscalationLevel, wanted: DutyWanted, posts: readonly Post[]): Post[] {
  const fit = posts.filter(
    (post) =>
      post.level === level &&
      tierRank(post.minTier) <= tierRank(wanted.tier) &&
      (post.regions.length === 0 || regionWithin(wanted.region, post.regions)) &&
      answers(post.industries, wanted.industries) &&
      answers(post.disputeTypes, wanted.disputeTypes),
  );
  const special = ({ regions, industries, disputeTypes }: Post): number =>
    [regions, industries, disputeTypes].filter((list) => list.length > 0).length;
  const most = Math.max(0, ...fit.map(special));
  return fit.filter((post) => special(post) === most);
}

/** Why somebody is on duty, in words. */
export function dutyText(post: Post, duty: OnDuty): Bilingual {
  return duty.reason === 'on-shift'
    ? { zh: `${post.name}当班`, en: `on shift at ${post.name}` }
    : { zh: `${post.name}替班`, en: `standing in at ${post.name}` };
}
