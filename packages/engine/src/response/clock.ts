import type { FrozenLevels } from '@miaotou/contracts';
import type { Bilingual, ClockKind } from '@miaotou/domain';
import { basisText, dueAfter, spanOf } from './levels.js';

/** A time that an incident is held to. */
export interface Clock {
  readonly kind: ClockKind;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly provisional: boolean;
  readonly basis: Bilingual;
  readonly state: 'running' | 'met' | 'missed' | 'stopped';
  readonly endedAt: Date | null;
  /** When it must be looked at; null once it asks nothing more. */
  readonly nextAt: Date | null;
}

/** A clock that begins; null where the levels ask for none. */
export function startClock(
  kind: Exclude<ClockKind, 'recheck'>,
  at: Date,
  levels: FrozenLevels,
): Clock | null {
  const span = spanOf(kind, levels);
  if (span === null) return null;
  const { at: dueAt, provisional } = dueAfter(at, span);
  const basis = basisText(kind, span, levels);
  return { kind, startedAt: at, dueAt, provisional, basis, state: 'running', endedAt: null, nextAt: dueAt };
}

/** A clock that only says when to look again at what was held back. */
export function recheckClock(at: Date, nextAt: Date, basis: Bilingual): Clock {
  return {
    kind: 'recheck',
    startedAt: at,
    dueAt: nextAt,
    provisional: false,
    basis,
    state: 'running',
    endedAt: null,
    nextAt,
  };
}

/** Whether the clock still asks for something. */
export const runs = (clock: Clock): boolean => clock.nextAt !== null;

/** What was asked for was done: in time, or late. */
export function meetClock(clock: Clock, at: Date): Clock {
  return { ...clock, state: at <= clock.dueAt ? 'met' : 'missed', endedAt: at, nextAt: null };
}

/** The clock asks nothing more, though nothing was done. */
export function stopClock(clock: Clock, at: Date): Clock {
  const state = clock.state === 'missed' || at > clock.dueAt ? 'missed' : 'stopped';
  return { ...clock, state, endedAt: at, nextAt: null };
}

/**
 * A running clock under a higher tier: it ends where the new tier would end it if it began now, never later than
 * before.
 */
export function tightenClock(clock: Clock, at: Date, levels: FrozenLevels): Clock {
  if (!runs(clock) || clock.kind === 'recheck') return clock;
  const fresh = startClock(clock.kind, at, levels);
  if (fresh === null || fresh.dueAt >= clock.dueAt) return clock;
  const nextAt = clock.nextAt !== null && clock.nextAt < fresh.dueAt ? clock.nextAt : fresh.dueAt;
  return { ...clock, dueAt: fresh.dueAt, provisional: fresh.provisional, basis: fresh.basis, nextAt };
}
