import { shiftDays } from '@miaotou/contracts';
import { escalationLevels, tierOfRank, tierRank } from '@miaotou/domain';
import type { DutyTable, Executor, RosterStore } from '@miaotou/engine';
import { asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { rosterLeaves, rosterPosts, rosterShifts } from './schema.js';

const Level = z.enum(escalationLevels);
const Days = z.array(z.enum(shiftDays));

/** The duty table as it stands. */
export async function readRoster(executor: Executor): Promise<DutyTable> {
  const database = drizzleOf(executor);
  const posts = await database
    .select()
    .from(rosterPosts)
    .where(isNull(rosterPosts.removedAt))
    .orderBy(asc(rosterPosts.id));
  const shifts = await database
    .select()
    .from(rosterShifts)
    .where(isNull(rosterShifts.removedAt))
    .orderBy(asc(rosterShifts.id));
  const leaves = await database
    .select()
    .from(rosterLeaves)
    .where(isNull(rosterLeaves.removedAt))
    .orderBy(asc(rosterLeaves.from));
  return {
    posts: posts.map(({ id, name, level, regions, industries, disputeTypes, minTier }) => ({
      id,
      name,
      level: Level.parse(level),
      regions,
      industries,
      disputeTypes,
      minTier: tierOfRank(minTier) ?? 'blue',
    })),
    shifts: shifts.map((row) => ({ ...row, days: Days.parse(row.days) })),
    leaves,
  };
}

/** Posts, shifts and leaves; what is removed stays kept, so that it can be told who was on duty. */
export const rosterStore: RosterStore = {
  read: readRoster,
  async addPost(tx, { minTier, regions, industries, disputeTypes, ...rest }) {
    const [made] = await drizzleOf(tx)
      .insert(rosterPosts)
      .values({
        ...rest,
        regions: [...regions],
        industries: [...industries],
        disputeTypes: [...disputeTypes],
        minTier: tierRank(minTier),
      })
      .returning({ id: rosterPosts.id });
    if (made === undefined) throw new Error('a post was not kept');
    return made.id;
  },
  async addShift(tx, shift) {
    await drizzleOf(tx)
      .insert(rosterShifts)
      .values({ ...shift, days: [...shift.days] });
  },
  async addLeave(tx, leave) {
    await drizzleOf(tx).insert(rosterLeaves).values(leave);
  },
  async remove(tx, what, id, removedAt) {
    const database = drizzleOf(tx);
    if (what === 'post') {
      await database.update(rosterPosts).set({ removedAt }).where(eq(rosterPosts.id, id));
      await database.update(rosterShifts).set({ removedAt }).where(eq(rosterShifts.postId, id));
    } else if (what === 'shift') {
      await database.update(rosterShifts).set({ removedAt }).where(eq(rosterShifts.id, id));
    } else await database.update(rosterLeaves).set({ removedAt }).where(eq(rosterLeaves.id, id));
  },
};
