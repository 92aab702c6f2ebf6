import type { LeaveDraft, PostDraft, Roster as RosterView, RosterWeek, ShiftDraft } from '@miaotou/contracts';
import { addDays, findRegion, workdayStatus } from '@miaotou/domain';
import type { Day, Role } from '@miaotou/domain';
import { isRecordId, refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { dutyText, onDuty, presentAt, shiftsOfDay } from './duty.js';
import type { DutyTable, Leave, Post, Shift } from './duty.js';

/** Posts, shifts and leaves as kept. */
export interface RosterStore {
  read(at: Executor): Promise<DutyTable>;
  addPost(tx: Executor, post: Omit<Post, 'id'>): Promise<number>;
  addShift(tx: Executor, shift: Omit<Shift, 'id'>): Promise<void>;
  addLeave(tx: Executor, leave: Omit<Leave, 'id'>): Promise<void>;
  /** With a post go its shifts. What is removed stays kept. */
  remove(tx: Executor, what: 'post' | 'shift' | 'leave', id: number, at: Date): Promise<void>;
}

interface RosterPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
}

export interface RosterDeps {
  readonly records: Records;
  readonly store: RosterStore;
  readonly people: (at: Executor) => Promise<readonly RosterPerson[]>;
  readonly clock: Clock;
}

/** Days shown at once. */
const shownDays = 14;
const answering: readonly Role[] = ['responder', 'analyst', 'leader', 'mediator', 'arbitrator', 'admin'];
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The duty roster: who answers for what, when. */
export interface Rosters {
  view(): Promise<RosterView>;
  /** Two weeks from a day, post by post. */
  week(from: Day): Promise<RosterWeek>;
  addPost(draft: PostDraft): Promise<RosterView>;
  addShift(draft: ShiftDraft): Promise<RosterView>;
  addLeave(draft: LeaveDraft): Promise<RosterView>;
  remove(what: 'post' | 'shift' | 'leave', id: string): Promise<RosterView>;
  /** The first roster of an installation without one; does nothing where posts exist. */
  seed(
    posts: readonly (Omit<Post, 'id'> & { readonly usernames: readonly string[] })[],
    firstDay: Day,
  ): Promise<boolean>;
}

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday', 'make-up'] as const;

export function createRosters({ records, store, people, clock }: RosterDeps): Rosters {
  const known = async () => new Map((await people(records.read)).map((one) => [one.id, one]));
  const must = async (...ids: readonly (string | null)[]) => {
    const there = await known();
    for (const id of ids) {
      const person = id === null ? null : there.get(id);
      if (person === undefined || (person !== null && !answering.includes(person.role))) {
        throw refuse(
          'invalid',
          'roster-person',
          '没有此人，或其角色不值班。',
          'There is no such person, or the role takes no duty.',
        );
      }
    }
  };
  const view = async (): Promise<RosterView> => {
    const table = await store.read(records.read);
    const there = await known();
    const personOf = (id: string | null) => {
      const found = id === null ? undefined : there.get(id);
      return found === undefined
        ? null
        : { id: found.id, username: found.username, displayName: found.displayName };
    };
    const now = clock.now();
    return {
      posts: table.posts.map((post) => ({
        id: String(post.id),
        name: post.name,
        level: post.level,
        regions: [...post.regions],
        industries: [...post.industries],
        disputeTypes: [...post.disputeTypes],
        minTier: post.minTier,
        now: onDuty(post.id, now, table).flatMap((duty) => {
          const person = personOf(duty.personId);
          return person === null ? [] : [{ person, reason: dutyText(post, duty) }];
        }),
      })),
      shifts: table.shifts.map((shift) => ({
        id: String(shift.id),
        postId: String(shift.postId),
        personId: shift.personId,
        substituteId: shift.substituteId,
        days: [...shift.days],
        from: timeOf(shift.fromMinute),
        until: timeOf(shift.untilMinute),
        firstDay: shift.firstDay,
        lastDay: shift.lastDay,
        person: personOf(shift.personId),
        substitute: personOf(shift.substituteId),
      })),
      leaves: table.leaves
        .filter(({ until }) => until > now)
        .map((leave) => ({
          id: String(leave.id),
          personId: leave.personId,
          from: leave.from.toISOString(),
          until: leave.until.toISOString(),
          substituteId: leave.substituteId,
          reason: leave.reason,
          person: personOf(leave.personId),
          substitute: personOf(leave.substituteId),
        })),
      people: [...there.values()]
        .filter(({ role }) => answering.includes(role))
        .map(({ id, username, displayName, role }) => ({ id, username, displayName, role })),
    };
  };
  return {
    view,
    async week(from) {
      const table = await store.read(records.read);
      const there = await known();
      const days = Array.from({ length: shownDays }, (_, index) => addDays(from, index));
      const name = (id: string | null) => (id === null ? null : (there.get(id)?.displayName ?? id));
      return {
        days: days.map((day) => ({ day, ...workdayStatus(day) })),
        lines: table.posts.map((post) => ({
          postId: String(post.id),
          post: post.name,
          level: post.level,
          cells: days.map((day) =>
            shiftsOfDay(post.id, day, table).flatMap(({ shift, from: begins, until }) => {
              const person = presentAt(shift.personId, shift.substituteId, begins, table.leaves);
              const standsIn = person !== null && person !== shift.personId;
              return person === null
                ? []
                : [
                    {
                      person: name(person) ?? person,
                      from: begins.toISOString(),
                      until: until.toISOString(),
                      standsInFor: standsIn ? name(shift.personId) : null,
                    },
                  ];
            }),
          ),
        })),
      };
    },
    async addPost(draft) {
      if (draft.regions.some((code) => findRegion(code) === null)) {
        throw refuse('invalid', 'region-unknown', '有不认识的区划代码。', 'A region code is not known.');
      }
      await records.transaction((tx) => store.addPost(tx, draft));
      return view();
    },
    async addShift({ postId, from, until, ...rest }) {
      await must(rest.personId, rest.substituteId);
      const { posts } = await store.read(records.read);
      if (!posts.some(({ id }) => String(id) === postId)) {
        throw refuse('invalid', 'post-unknown', '没有这个岗位。', 'There is no such post.');
      }
      if (rest.lastDay !== null && rest.lastDay < rest.firstDay) {
        throw refuse(
          'invalid',
          'shift-days',
          '结束日期早于开始日期。',
          'The last day lies before the first.',
        );
      }
      await records.transaction((tx) =>
        store.addShift(tx, {
          ...rest,
          postId: Number(postId),
          fromMinute: minutesOf(from),
          untilMinute: minutesOf(until),
        }),
      );
      return view();
    },
    async addLeave({ from, until, ...rest }) {
      await must(rest.personId, rest.substituteId);
      const leave = { ...rest, from: new Date(from), until: new Date(until) };
      if (leave.until <= leave.from || leave.substituteId === leave.personId) {
        throw refuse(
          'invalid',
          'leave-times',
          '请假结束须晚于开始，替班人须为他人。',
          'A leave ends after it begins, and somebody else stands in.',
        );
      }
      await records.transaction((tx) => store.addLeave(tx, leave));
      return view();
    },
    async remove(what, id) {
      if (isRecordId(id)) await records.transaction((tx) => store.remove(tx, what, Number(id), clock.now()));
      return view();
    },
    async seed(posts, firstDay) {
      const there = await people(records.read);
      return records.transaction(async (tx) => {
        if ((await store.read(tx)).posts.length > 0) return false;
        for (const { usernames, ...post } of posts) {
          const postId = await store.addPost(tx, post);
          for (const person of there.filter(({ username }) => usernames.includes(username))) {
            await store.addShift(tx, {
              postId,
              personId: person.id,
              substituteId: null,
              days: everyDay,
              fromMinute: 0,
              untilMinute: 0,
              firstDay,
              lastDay: null,
            });
          }
        }
        return true;
      });
    },
  };
}
