import { ProblemSchema, type Problem } from '@miaotou/contracts';
import { en, zh } from '../i18n/texts.js';

/** A request that failed. `status` is 0 when no answer came at all. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.message.en, options);
  }
}

export function unreachable(cause: unknown): ProblemError {
  const message = { zh: zh.fault.unreachable, en: en.fault.unreachable };
  return new ProblemError(0, { code: 'unreachable', message }, { cause });
}

export function unexpectedAnswer(status: number, cause: unknown): ProblemError {
  const message = { zh: zh.fault.unexpected, en: en.fault.unexpected };
  return new ProblemError(status, { code: 'unexpected-answer', message }, { cause });
}

/** The problem that a failed answer tells of; a general sentence when its body is not one of ours. */
export function problemOf(status: number, body: unknown): ProblemError {
  const parsed = ProblemSchema.safeParse(body);
  if (parsed.success) return new ProblemError(status, parsed.data);
  const fill = (text: string) => text.replace('{{status}}', String(status));
  const message = { zh: fill(zh.fault.unknown), en: fill(en.fault.unknown) };
  return new ProblemError(status, { code: `http-${status}`, message });
}

/** Any thrown thing as a problem that can be shown. */
export function asProblem(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : unexpectedAnswer(0, error);
}
