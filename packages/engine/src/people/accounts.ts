import { randomBytes, randomUUID } from 'node:crypto';
import { findRegion } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';
import { PermanentError } from '../shared/index.js';
import type { Executor } from '../shared/index.js';
import type { AuditEntry, Office } from './ports.js';
import type { SessionsDeps } from './sessions.js';

/** A person to be added. */
export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** Region codes, or '*' for the whole deployment. */
  readonly scope: readonly string[];
  /** Code of the office. */
  readonly office?: string;
  readonly password: string;
}

/** Shortest password that is taken. */
export const passwordLength = 8;

/** A password that nobody can guess, readable aloud: 20 characters of 32, 100 bits. */
export function randomPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789w';
  const letters = [...randomBytes(20)].map((byte) => alphabet.charAt(byte % 32));
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-');
}

function invalid(code: string, zh: string, en: string): PermanentError {
  return new PermanentError('invalid', code, { zh, en });
}

function check(user: NewUser): void {
  if (!/^[\p{L}\p{N}._-]{2,60}$/u.test(user.username)) {
    throw invalid(
      'username-form',
      '用户名须为 2 至 60 个字母、数字、点、横线或下划线。',
      'A user name has 2 to 60 letters, digits, dots, hyphens or underscores.',
    );
  }
  if (user.password.length < passwordLength || user.password.length > 200) {
    throw invalid(
      'password-length',
      `密码须为 ${passwordLength} 至 200 个字符。`,
      `A password has ${passwordLength} to 200 characters.`,
    );
  }
  const unknown = user.scope.filter((code) => code !== '*' && findRegion(code) === null);
  if (user.scope.length === 0 || unknown.length > 0) {
    throw invalid(
      'scope-unknown',
      `辖区范围须列出已知的区划代码或 *；不认识：${unknown.join('、')}`,
      `The scope lists known region codes or *; not known: ${unknown.join(', ')}`,
    );
  }
}

/** Adding people and offices, and the audit trail. */
export function createAccounts({ records, people, hasher, clock }: SessionsDeps) {
  async function insert(tx: Executor, user: NewUser, passwordHash: string): Promise<boolean> {
    const office = user.office === undefined ? null : await people.findOfficeByCode(tx, user.office);
    if (user.office !== undefined && office === null) {
      throw invalid(
        'office-unknown',
        `没有代码为 ${user.office} 的单位。`,
        `There is no office ${user.office}.`,
      );
    }
    const { username, displayName, role, scope } = user;
    const row = { id: randomUUID(), username, displayName, passwordHash, role, scope };
    const fresh = { officeId: office?.id ?? null, failedLogins: 0, lockedUntil: null, disabledAt: null };
    return people.insertUser(tx, { ...row, ...fresh }, clock.now());
  }

  return {
    /** Adds a person; refuses a taken name, a short password, an unknown region or office. */
    async addUser(user: NewUser, by: string): Promise<void> {
      check(user);
      const passwordHash = await hasher.hash(user.password);
      await records.transaction(async (tx) => {
        if (!(await insert(tx, user, passwordHash))) {
          throw new PermanentError('conflict', 'username-taken', {
            zh: `用户名 ${user.username} 已被使用。`,
            en: `The user name ${user.username} is taken.`,
          });
        }
        await people.appendAudit(tx, {
          at: clock.now(),
          userId: null,
          username: by,
          action: 'user-added',
          subject: user.username,
          detail: { role: user.role, scope: user.scope },
          ip: '',
          requestId: '',
        });
      });
    },

    /** The first people of an empty installation; does nothing, and says so, where anybody exists. */
    async seed(offices: readonly Omit<Office, 'id'>[], users: readonly NewUser[]): Promise<boolean> {
      users.forEach(check);
      if ((await people.countUsers(records.read)) > 0) return false;
      const hashed = await Promise.all(
        users.map(async (user) => ({ user, passwordHash: await hasher.hash(user.password) })),
      );
      return records.transaction(async (tx) => {
        if ((await people.countUsers(tx)) > 0) return false;
        await people.saveOffices(
          tx,
          offices.map((office) => ({ id: randomUUID(), ...office })),
        );
        for (const { user, passwordHash } of hashed) await insert(tx, user, passwordHash);
        return true;
      });
    },

    /** Writes down who did or saw what. */
    audit: (entry: Omit<AuditEntry, 'at'>): Promise<void> =>
      people.appendAudit(records.read, { at: clock.now(), ...entry }),
  };
}
