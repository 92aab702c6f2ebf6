import type { FrozenLevels } from '@miaotou/contracts';
import { escalationLevels } from '@miaotou/domain';
import type { EscalationLevel, IncidentState } from '@miaotou/domain';
import type { Clock } from './clock.js';
import { startClock } from './clock.js';
import { dueAfter } from './levels.js';

/** Why somebody further up is called. */
export type ClimbReason =
  'not-signed' | 'not-verified' | 'no-plan' | 'no-report' | 'not-closed' | 'still-nobody';

/** What a missed time does. */
export interface Climb {
  readonly reason: ClimbReason;
  /** The rung that is called now. */
  readonly level: EscalationLevel;
  readonly clock: Clock;
  /** The state after it: an unconfirmed signature goes back to sent. */
  readonly state: IncidentState;
  /** The signature no longer holds. */
  readonly released: boolean;
  /** A clock that begins with it. */
  readonly begins: Clock | null;
}

const top = escalationLevels.length - 1;
const rung = (index: number): EscalationLevel => escalationLevels[Math.min(index, top)] ?? 'joint-team';
const dayMs = 86_400_000;

/** Reasons of climbing by clock, for those whose holder keeps the incident. */
const keeping = { plan: 'no-plan', report: 'no-report', close: 'not-closed' } as const;

/** When the ladder goes on: after the pause of the tier; on the top rung after longer and longer, up to a day. */
function nextCall(
  now: Date,
  missedSince: Date,
  level: EscalationLevel,
  levels: FrozenLevels,
  least = 0,
): Date {
  const { at } = dueAfter(now, levels.pause);
  const waited = now.getTime() - missedSince.getTime();
  const slow = level === rung(top) ? Math.min(Math.max(waited, 0), dayMs) : 0;
  // Always later than now, whatever the table says.
  return new Date(Math.max(at.getTime(), now.getTime() + Math.max(slow, least, 60_000)));
}

/**
 * What happens when a clock has run out: the next rung is called, and again until what it asks for is done. A signature
 * that was not confirmed in time falls, and the incident waits for another.
 */
export function climb(
  incident: { readonly state: IncidentState; readonly level: EscalationLevel },
  clock: Clock,
  levels: FrozenLevels,
  now: Date,
): Climb {
  const at = escalationLevels.indexOf(incident.level);
  const missed: Clock = { ...clock, state: 'missed' };
  if (clock.kind === 'verify') {
    const level = rung(at + 1);
    const sign = startClock('sign', now, levels);
    const nextAt = nextCall(now, clock.dueAt, level, levels);
    return {
      reason: 'not-verified',
      level,
      clock: { ...missed, endedAt: now, nextAt: null },
      state: 'sent',
      released: true,
      begins: sign === null ? null : { ...sign, nextAt: nextAt < sign.dueAt ? nextAt : sign.dueAt },
    };
  }
  if (clock.kind === 'plan' || clock.kind === 'report' || clock.kind === 'close') {
    // The holder is known: who must hear of it begins with the supervisor.
    const level = rung(Math.max(at + (clock.state === 'missed' ? 1 : 0), 2));
    return {
      reason: keeping[clock.kind],
      level,
      clock: { ...missed, nextAt: nextCall(now, clock.dueAt, level, levels, dayMs) },
      state: incident.state,
      released: false,
      begins: null,
    };
  }
  const level = rung(at + 1);
  return {
    reason: at === top ? 'still-nobody' : 'not-signed',
    level,
    clock: { ...missed, nextAt: nextCall(now, clock.dueAt, level, levels) },
    state: incident.state,
    released: false,
    begins: null,
  };
}
