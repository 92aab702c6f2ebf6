import { RoleSchema } from '@miaotou/contracts';
import type { Executor, PeopleStore, User } from '@miaotou/engine';
import { and, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { auditEntries, offices, sessions, users } from './schema.js';

type UserRow = typeof users.$inferSelect;

function userOf(row: UserRow): User {
  const { id, username, displayName, passwordHash, scope, officeId, failedLogins, lockedUntil, disabledAt } =
    row;
  const role = RoleSchema.parse(row.role);
  return {
    id,
    username,
    displayName,
    passwordHash,
    role,
    scope,
    officeId,
    failedLogins,
    lockedUntil,
    disabledAt,
  };
}

const one = <T>(rows: readonly T[]): T | null => rows[0] ?? null;

async function findUser(executor: Executor, username: string): Promise<User | null> {
  const row = one(await drizzleOf(executor).select().from(users).where(eq(users.username, username)));
  return row === null ? null : userOf(row);
}

/** People, offices, sessions and the audit trail in PostgreSQL. */
export const peopleStore: PeopleStore = {
  findUser,

  async lockUser(tx, username) {
    const rows = await drizzleOf(tx).select().from(users).where(eq(users.username, username)).for('update');
    const row = one(rows);
    return row === null ? null : userOf(row);
  },

  async insertUser(tx, user, createdAt) {
    const made = await drizzleOf(tx)
      .insert(users)
      .values({ ...user, scope: [...user.scope], createdAt })
      .onConflictDoNothing({ target: users.username })
      .returning({ id: users.id });
    return made.length === 1;
  },

  async setAttempts(tx, userId, failedLogins, lockedUntil) {
    await drizzleOf(tx).update(users).set({ failedLogins, lockedUntil }).where(eq(users.id, userId));
  },

  async countUsers(executor) {
    return drizzleOf(executor).$count(users);
  },

  async findOffice(executor, id) {
    return one(await drizzleOf(executor).select().from(offices).where(eq(offices.id, id)));
  },

  async findOfficeByCode(executor, code) {
    return one(await drizzleOf(executor).select().from(offices).where(eq(offices.code, code)));
  },

  async saveOffices(tx, list) {
    if (list.length === 0) return;
    await drizzleOf(tx)
      .insert(offices)
      .values([...list])
      .onConflictDoNothing({ target: offices.code });
  },

  async insertSession(tx, session) {
    await drizzleOf(tx).insert(sessions).values(session);
  },

  async findSession(executor, tokenHash) {
    const row = one(
      await drizzleOf(executor)
        .select()
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(eq(sessions.tokenHash, tokenHash)),
    );
    return row === null ? null : { session: row.sessions, user: userOf(row.users) };
  },

  async openSessions(executor, tokenHashes, now) {
    const rows = await drizzleOf(executor)
      .select({ tokenHash: sessions.tokenHash })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          inArray(sessions.tokenHash, [...tokenHashes]),
          gt(sessions.expiresAt, now),
          isNull(users.disabledAt),
        ),
      );
    return rows.map(({ tokenHash }) => tokenHash);
  },

  async touchSession(executor, tokenHash, lastSeenAt, expiresAt) {
    await drizzleOf(executor)
      .update(sessions)
      .set({ lastSeenAt, expiresAt })
      .where(eq(sessions.tokenHash, tokenHash));
  },

  async deleteSession(executor, tokenHash) {
    await drizzleOf(executor).delete(sessions).where(eq(sessions.tokenHash, tokenHash));
  },

  async deleteExpiredSessions(executor, now) {
    await drizzleOf(executor).delete(sessions).where(lt(sessions.expiresAt, now));
  },

  async appendAudit(executor, entry) {
    await drizzleOf(executor).insert(auditEntries).values(entry);
  },
};
