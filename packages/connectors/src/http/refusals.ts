import { PassingFault, lasting } from '@miaotou/engine';
import type { PermanentError } from '@miaotou/engine';

/** A refusal that the same request will meet again; null when it may pass. */
export function refusal(status: number): PermanentError | null {
  if (status === 401 || status === 403) return wrongSecret(status);
  if (status === 408 || status === 425 || status === 429 || status >= 500) return null;
  return lasting(
    'pull-refused',
    `对方接口拒绝了请求（状态码 ${status}）。`,
    `The endpoint refused the request (status ${status}).`,
  );
}

export function wrongSecret(status: number): PermanentError {
  return lasting(
    'secret-refused',
    `对方不接受所填的账号或密码（状态码 ${status}）。`,
    `The other side does not accept the account or secret (status ${status}).`,
  );
}

/** The other side is away or overloaded. */
export function busy(status: number, retryAfterMs: number | null): PassingFault {
  const text = {
    zh: `对方接口暂时不可用（状态码 ${status}），将自动重试。`,
    en: `The endpoint is not available for the moment (status ${status}); it will be tried again.`,
  };
  return new PassingFault('endpoint-busy', text, retryAfterMs);
}
