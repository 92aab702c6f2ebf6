/** Pause after the first failure; each further one doubles it. */
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;

/** When a connection is tried next, and why then. */
export interface NextTry {
  readonly at: Date;
  readonly reason: 'scheduled' | 'backing-off' | 'asked-to-wait';
}

/**
 * After a success, or a failure that trying again will not mend, the next scheduled moment counts. After one that may
 * pass it is tried sooner, with pauses that double up to an hour, and never before the other side wants to be asked.
 */
export function nextTry(outcome: {
  readonly now: Date;
  /** Next moment of the schedule. */
  readonly scheduled: Date;
  readonly failures: number;
  readonly mayPass: boolean;
  readonly retryAfterMs: number | null;
}): NextTry {
  const { now, scheduled, failures, mayPass, retryAfterMs } = outcome;
  if (failures === 0 || !mayPass) return { at: scheduled, reason: 'scheduled' };
  const pause = Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 10), longestPauseMs);
  if (retryAfterMs !== null && retryAfterMs > pause) {
    return { at: new Date(now.getTime() + retryAfterMs), reason: 'asked-to-wait' };
  }
  const backedOff = new Date(now.getTime() + pause);
  // A schedule that asks often must not undo the pauses.
  return { at: backedOff, reason: 'backing-off' };
}
