import type { User } from './ports.js';

/** Wrong passwords in a row after which an account rests. */
export const attemptLimit = 5;
/** How long it then rests, in milliseconds. */
export const lockMs = 15 * 60_000;

/** Whether a password may be tried, and what is written down before it is tried. */
export type AttemptDecision =
  | { readonly tried: false; readonly reason: 'unknown-user' | 'disabled' | 'locked' }
  | {
      readonly tried: true;
      readonly reason: 'allowed';
      readonly failedLogins: number;
      readonly lockedUntil: Date | null;
    };

/**
 * Counts the attempt as failed before the password is looked at, and a success clears the count: so that a hundred
 * attempts at the same moment get five tries together, not five each.
 */
export function decideAttempt(
  user: Pick<User, 'failedLogins' | 'lockedUntil' | 'disabledAt'> | null,
  now: Date,
): AttemptDecision {
  if (user === null) return { tried: false, reason: 'unknown-user' };
  if (user.disabledAt !== null) return { tried: false, reason: 'disabled' };
  if (user.lockedUntil !== null && user.lockedUntil > now) return { tried: false, reason: 'locked' };
  const failedLogins = user.lockedUntil === null ? user.failedLogins + 1 : 1;
  const lockedUntil = failedLogins >= attemptLimit ? new Date(now.getTime() + lockMs) : null;
  return { tried: true, reason: 'allowed', failedLogins, lockedUntil };
}
