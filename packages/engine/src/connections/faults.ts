import type { Problem } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import { PermanentError, TransientError } from '../shared/index.js';
import type { ProblemKind } from '../shared/index.js';

/** The partner's system is away or busy: a named reason, and how long it asks to be left alone, when it says so. */
export class PassingFault extends TransientError {
  constructor(
    readonly code: string,
    readonly text: Bilingual,
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${text.en}`, options);
  }
}

/** A fault of a connection that the same try will meet again, until somebody changes something. */
export function lasting(
  code: string,
  zh: string,
  en: string,
  options?: ErrorOptions,
  kind: ProblemKind = 'invalid',
): PermanentError {
  return new PermanentError(kind, code, { zh, en }, undefined, options);
}

/** A fault as it is shown at its connection; of an unknown one only that it happened. */
export function faultOf(error: unknown): Problem {
  if (error instanceof PermanentError || error instanceof PassingFault) {
    return { code: error.code, message: { ...error.text } };
  }
  return {
    code: 'pull-failed',
    message: {
      zh: '未能从对方系统取得数据，将自动重试；详情见日志。',
      en: 'Nothing could be fetched from the other system; it will be tried again. The log knows more.',
    },
  };
}
