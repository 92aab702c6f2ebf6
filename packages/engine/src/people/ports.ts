import type { Role } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** A person who can sign in. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly scope: readonly string[];
  readonly officeId: string | null;
  readonly failedLogins: number;
  readonly lockedUntil: Date | null;
  readonly disabledAt: Date | null;
}

export interface Office {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly region: string;
}

/** A session as it is kept: its token only as a hash. */
export interface StoredSession {
  readonly tokenHash: string;
  readonly userId: string;
  readonly csrfToken: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly ip: string;
  readonly userAgent: string;
}

/** Who did or saw what. Never holds a password, a token or a personal value. */
export interface AuditEntry {
  readonly at: Date;
  readonly userId: string | null;
  readonly username: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly ip: string;
  readonly requestId: string;
}

/** Where people, their sessions and the audit trail are kept. */
export interface PeopleStore {
  findUser(executor: Executor, username: string): Promise<User | null>;
  /** Reads a user and keeps others from changing it until the transaction ends. */
  lockUser(tx: Executor, username: string): Promise<User | null>;
  /** False when the name is taken. */
  insertUser(tx: Executor, user: User, createdAt: Date): Promise<boolean>;
  setAttempts(tx: Executor, userId: string, failedLogins: number, lockedUntil: Date | null): Promise<void>;
  countUsers(executor: Executor): Promise<number>;
  findOffice(executor: Executor, id: string): Promise<Office | null>;
  findOfficeByCode(executor: Executor, code: string): Promise<Office | null>;
  saveOffices(tx: Executor, offices: readonly Office[]): Promise<void>;
  insertSession(tx: Executor, session: StoredSession): Promise<void>;
  findSession(executor: Executor, tokenHash: string): Promise<{ session: StoredSession; user: User } | null>;
  /** Which of the sessions have not ended. */
  openSessions(executor: Executor, tokenHashes: readonly string[], now: Date): Promise<readonly string[]>;
  touchSession(executor: Executor, tokenHash: string, lastSeenAt: Date, expiresAt: Date): Promise<void>;
  deleteSession(executor: Executor, tokenHash: string): Promise<void>;
  deleteExpiredSessions(executor: Executor, now: Date): Promise<void>;
  appendAudit(executor: Executor, entry: AuditEntry): Promise<void>;
}

/** Slow, salted hashing of passwords. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}
