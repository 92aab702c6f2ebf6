import type { Bilingual } from '@miaotou/domain';
import type { FaultPlace } from '@miaotou/contracts';

/** What kind of refusal it is; the HTTP layer maps each to one status. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

/**
 * A fault that trying again will not mend: wrong input, missing rights, a rule broken.
 * Carries a stable code and a sentence in both languages.
 */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  constructor(
    readonly kind: ProblemKind,
    readonly code: string,
    readonly text: Bilingual,
    readonly place?: FaultPlace,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${text.en}`, options);
  }
}

/** Too many requests; the same one may come again after so many seconds. */
export class TooManyError extends PermanentError {
  constructor(
    code: string,
    text: Bilingual,
    readonly retryAfterSeconds: number,
  ) {
    super('too-many', code, text);
  }
}

/** A permanent fault by its sentence in both languages. */
export function refuse(kind: ProblemKind, code: string, zh: string, en: string): PermanentError {
  return new PermanentError(kind, code, { zh, en });
}

/** A fault that may pass: an engine restarting, a network cut. The caller may try again. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** The work is no longer wanted: cancelled, or done already by another. Ends quietly. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
}
