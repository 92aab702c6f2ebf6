import { describe, expect, it } from 'vitest';
import { decideAttempt, lockMs } from './attempt.js';

const now = new Date('2026-03-01T00:00:00Z');
const later = new Date(now.getTime() + lockMs);
const before = new Date(now.getTime() - 1);
const user = { failedLogins: 0, lockedUntil: null, disabledAt: null };

describe('a sign-in attempt', () => {
  it.each([
    ['of nobody known is not tried', null, { tried: false, reason: 'unknown-user' }],
    [
      'of a disabled account is not tried',
      { ...user, disabledAt: before },
      { tried: false, reason: 'disabled' },
    ],
    [
      'while locked is not tried',
      { ...user, failedLogins: 5, lockedUntil: later },
      { tried: false, reason: 'locked' },
    ],
    [
      'counts before it is tried',
      user,
      { tried: true, reason: 'allowed', failedLogins: 1, lockedUntil: null },
    ],
    [
      'up to the fourth failure leaves the account open',
      { ...user, failedLogins: 3 },
      { tried: true, reason: 'allowed', failedLogins: 4, lockedUntil: null },
    ],
    [
      'as the fifth locks unless it succeeds',
      { ...user, failedLogins: 4 },
      { tried: true, reason: 'allowed', failedLogins: 5, lockedUntil: later },
    ],
    [
      'at the end of the lock starts counting anew',
      { ...user, failedLogins: 5, lockedUntil: now },
      { tried: true, reason: 'allowed', failedLogins: 1, lockedUntil: null },
    ],
  ])('%s', (_, account, expected) => {
    expect(decideAttempt(account, now)).toEqual(expected);
  });
});
