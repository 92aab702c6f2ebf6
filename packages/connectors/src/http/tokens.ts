import { createHash } from 'node:crypto';
import type { HttpAuth } from '@miaotou/contracts';
import { lasting } from '@miaotou/engine';
import { z } from 'zod';
import { busy, wrongSecret } from './refusals.js';
import { ask, retryAfter, textOf } from './request.js';

type OAuth = Extract<HttpAuth, { type: 'oauth2' }>;

const TokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(300),
});
/** A token is renewed this long before it ends. */
const marginMs = 30_000;

interface Kept {
  readonly token: string;
  readonly secretHash: string;
  readonly until: number;
}

/** Access tokens of OAuth 2 client credentials, kept in memory until shortly before they end. */
export class Tokens {
  readonly #kept = new Map<string, Kept>();

  /** Drops the kept token; false when there was none, so that a fresh one was refused. */
  forget(auth: OAuth): boolean {
    return this.#kept.delete(keyOf(auth));
  }

  async get(
    auth: OAuth,
    secret: string,
    { signal, idleMs, now }: { readonly signal: AbortSignal; readonly idleMs: number; readonly now: Date },
  ): Promise<string> {
    const secretHash = createHash('sha256').update(secret).digest('hex');
    const kept = this.#kept.get(keyOf(auth));
    if (kept?.secretHash === secretHash && kept.until > now.getTime()) return kept.token;
    const pair = [auth.clientId, secret].map(encodeURIComponent).join(':');
    const form = { grant_type: 'client_credentials', ...(auth.scope === '' ? {} : { scope: auth.scope }) };
    const answer = await ask({
      url: new URL(auth.tokenUrl),
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams(form).toString(),
      signal,
      idleMs,
    });
    const status = answer.statusCode ?? 0;
    const text = await textOf(answer, 1024 ** 2);
    if (status === 429 || status >= 500) throw busy(status, retryAfter(answer.headers['retry-after'], now));
    if (status !== 200) throw wrongSecret(status);
    const parsed = TokenSchema.safeParse(jsonOf(text));
    if (!parsed.success) {
      throw lasting(
        'token-form',
        '令牌接口的应答中没有 access_token。',
        'The token endpoint’s answer holds no access_token.',
      );
    }
    const { access_token: token, expires_in: seconds } = parsed.data;
    // Of a short-lived token half its life is used.
    const life = Math.max(seconds * 1_000 - marginMs, seconds * 500);
    this.#kept.set(keyOf(auth), { token, secretHash, until: now.getTime() + life });
    return token;
  }
}

const keyOf = ({ tokenUrl, clientId, scope }: OAuth) => [tokenUrl, clientId, scope].join('\n');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses it by its own name.
    return null;
  }
}
