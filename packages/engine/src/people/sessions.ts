import { createHash, randomBytes } from 'node:crypto';
import { PermanentError } from '../shared/index.js';
import type { Clock, Records } from '../shared/index.js';
import { decideAttempt } from './attempt.js';
import type { Office, PasswordHasher, PeopleStore, StoredSession, User } from './ports.js';
import type { Viewer } from './viewer.js';

/** How often a session in use is written down again, in milliseconds. */
const touchEveryMs = 60_000;
/** Sessions asked for in one query. */
const askedAtOnce = 5_000;

export interface SessionsDeps {
  readonly records: Records;
  readonly people: PeopleStore;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  /** A session ends this long after its last use. */
  readonly sessionHours: number;
}

/** Where a request came from. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string;
  readonly requestId: string;
}

/** A session in use. */
export interface OpenSession {
  readonly tokenHash: string;
  readonly csrfToken: string;
  readonly expiresAt: Date;
  readonly viewer: Viewer;
}

/** One answer for every failed sign-in: it tells neither which names exist nor which accounts are locked. */
const refused = () =>
  new PermanentError('unauthenticated', 'sign-in-refused', {
    zh: '用户名或密码不正确；连续输错五次后，账号停用十五分钟。',
    en: 'The user name or password is wrong; after five failures in a row an account rests for fifteen minutes.',
  });

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const newToken = () => randomBytes(32).toString('base64url');

function viewerOf(user: User): Viewer {
  const { id, username, displayName, role, scope } = user;
  return { id, username, displayName, role, scope };
}

/** Signing in and out, and knowing who a token belongs to. */
export function createSessions({ records, people, hasher, clock, sessionHours }: SessionsDeps) {
  const expiry = (now: Date) => new Date(now.getTime() + sessionHours * 3_600_000);
  let dummy: Promise<string> | null = null;
  const dummyHash = () => (dummy ??= hasher.hash(newToken()));

  async function fail(username: string, user: User | null, reason: string, from: Origin): Promise<never> {
    await people.appendAudit(records.read, {
      at: clock.now(),
      userId: user?.id ?? null,
      username,
      action: 'sign-in-failed',
      subject: username,
      detail: { reason },
      ip: from.ip,
      requestId: from.requestId,
    });
    throw refused();
  }

  return {
    /** Checks a password and opens a session; the token goes into the cookie and is kept nowhere. */
    async signIn(
      username: string,
      password: string,
      from: Origin,
    ): Promise<{ token: string; session: OpenSession }> {
      const now = clock.now();
      const { user, decision } = await records.transaction(async (tx) => {
        const found = await people.lockUser(tx, username);
        const decided = decideAttempt(found, now);
        if (found !== null && decided.tried) {
          await people.setAttempts(tx, found.id, decided.failedLogins, decided.lockedUntil);
        }
        return { user: found, decision: decided };
      });
      // A hash is always computed, so that the time taken does not tell whether the name exists.
      const right = await hasher.verify(
        decision.tried && user !== null ? user.passwordHash : await dummyHash(),
        password,
      );
      if (user === null || !decision.tried) return fail(username, user, decision.reason, from);
      if (!right) return fail(username, user, 'wrong-password', from);

      const token = newToken();
      const stored: StoredSession = {
        tokenHash: hashOf(token),
        userId: user.id,
        csrfToken: newToken(),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: expiry(now),
        ip: from.ip,
        userAgent: from.userAgent.slice(0, 400),
      };
      await records.transaction(async (tx) => {
        await people.setAttempts(tx, user.id, 0, null);
        await people.deleteExpiredSessions(tx, now);
        await people.insertSession(tx, stored);
        await people.appendAudit(tx, {
          at: now,
          userId: user.id,
          username,
          action: 'sign-in',
          subject: username,
          detail: {},
          ip: from.ip,
          requestId: from.requestId,
        });
      });
      const { tokenHash, csrfToken, expiresAt } = stored;
      return { token, session: { tokenHash, csrfToken, expiresAt, viewer: viewerOf(user) } };
    },

    /** The session of a cookie's token, its life prolonged by this use; null when there is none or it is over. */
    async sessionOf(token: string): Promise<OpenSession | null> {
      const now = clock.now();
      const found = await people.findSession(records.read, hashOf(token));
      if (found === null) return null;
      const { session, user } = found;
      if (session.expiresAt <= now || user.disabledAt !== null) return null;
      let { expiresAt } = session;
      if (now.getTime() - session.lastSeenAt.getTime() >= touchEveryMs) {
        expiresAt = expiry(now);
        await people.touchSession(records.read, session.tokenHash, now, expiresAt);
      }
      return {
        tokenHash: session.tokenHash,
        csrfToken: session.csrfToken,
        expiresAt,
        viewer: viewerOf(user),
      };
    },

    /** Which sessions still hold, asked at once and without prolonging them. */
    async stillOpen(tokenHashes: readonly string[]): Promise<ReadonlySet<string>> {
      const now = clock.now();
      const blocks = Array.from({ length: Math.ceil(tokenHashes.length / askedAtOnce) }, (_, block) =>
        tokenHashes.slice(block * askedAtOnce, (block + 1) * askedAtOnce),
      );
      const open = await Promise.all(blocks.map((block) => people.openSessions(records.read, block, now)));
      return new Set(open.flat());
    },

    async signOut(session: OpenSession, from: Origin): Promise<void> {
      await records.transaction(async (tx) => {
        await people.deleteSession(tx, session.tokenHash);
        await people.appendAudit(tx, {
          at: clock.now(),
          userId: session.viewer.id,
          username: session.viewer.username,
          action: 'sign-out',
          subject: session.viewer.username,
          detail: {},
          ip: from.ip,
          requestId: from.requestId,
        });
      });
    },

    /** The office that a person belongs to. */
    async officeOf(viewer: Viewer): Promise<Office | null> {
      const user = await people.findUser(records.read, viewer.username);
      return user === null || user.officeId === null ? null : people.findOffice(records.read, user.officeId);
    },
  };
}
