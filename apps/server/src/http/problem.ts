import type { Problem } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import { PermanentError, StaleError, TooManyError, TransientError } from '@miaotou/engine';
import type { ProblemKind } from '@miaotou/engine';
import { HttpException } from '@nestjs/common';

/** A request that a schema refused, with every fault found. */
export class InvalidRequest extends PermanentError {
  constructor(readonly faults: NonNullable<Problem['faults']>) {
    super('invalid', 'invalid-request', {
      zh: '请求的内容不符合要求。',
      en: 'The request does not have the required form.',
    });
  }
}

const statusOfKind: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** Sentences for refusals that come from the framework, which speaks English only. */
const statusTexts: Readonly<Record<number, { code: string; text: Bilingual }>> = {
  400: { code: 'bad-request', text: { zh: '请求无法识别。', en: 'The request cannot be understood.' } },
  404: {
    code: 'not-found',
    text: { zh: '没有这个地址或这条记录。', en: 'There is no such address or record.' },
  },
  405: {
    code: 'method-not-allowed',
    text: { zh: '此地址不支持这种操作。', en: 'This address does not take this method.' },
  },
  406: {
    code: 'not-acceptable',
    text: { zh: '无法以所要的格式回答。', en: 'The wanted format cannot be given.' },
  },
  413: { code: 'too-large', text: { zh: '内容超过允许的大小。', en: 'The content is larger than allowed.' } },
  415: {
    code: 'unsupported-media-type',
    text: { zh: '不支持这种内容类型。', en: 'This type of content is not taken.' },
  },
  429: {
    code: 'too-many',
    text: { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests; try again a little later.' },
  },
  503: {
    code: 'unavailable',
    text: {
      zh: '服务暂时不可用，请稍后再试。',
      en: 'Not available for the moment; try again a little later.',
    },
  },
};

const unknown = {
  code: 'internal',
  text: {
    zh: '程序出错，已记入日志。请把请求编号告诉管理员。',
    en: 'Something went wrong and was logged. Give the administrator the request id.',
  },
};

/** A failed request as it goes out. */
export interface Answer {
  readonly status: number;
  readonly body: Problem;
  /** The fault is ours: it belongs into the log whole. */
  readonly ours: boolean;
  /** Seconds after which the same request may come again, where that is known. */
  readonly retryAfter?: number;
}

function frameworkStatus(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** Maps whatever was thrown to the one form in which requests fail. Unknown errors show nothing of themselves. */
export function answerOf(error: unknown, requestId: string): Answer {
  if (error instanceof PermanentError) {
    const body: Problem = {
      code: error.code,
      message: error.text,
      ...(error.place === undefined ? {} : { place: error.place }),
      ...(error instanceof InvalidRequest ? { faults: error.faults } : {}),
      requestId,
    };
    const wait = error instanceof TooManyError ? { retryAfter: error.retryAfterSeconds } : {};
    return { status: statusOfKind[error.kind], body, ours: false, ...wait };
  }
  const status =
    error instanceof StaleError
      ? 409
      : error instanceof TransientError ||
          (error instanceof Error && 'kind' in error && error.kind === 'transient')
        ? 503
        : frameworkStatus(error);
  if (status === 409) {
    const message = {
      zh: '数据已被改动，请刷新后再试。',
      en: 'The data have changed; reload and try again.',
    };
    return { status, body: { code: 'stale', message, requestId }, ours: false };
  }
  if (status !== null && status < 500) {
    const { code, text } = statusTexts[status] ?? {
      code: 'bad-request',
      text: statusTexts[400]?.text ?? unknown.text,
    };
    return { status, body: { code, message: text, requestId }, ours: false };
  }
  const known = status === 503 ? statusTexts[503] : undefined;
  const { code, text } = known ?? unknown;
  return { status: known === undefined ? 500 : 503, body: { code, message: text, requestId }, ours: true };
}
