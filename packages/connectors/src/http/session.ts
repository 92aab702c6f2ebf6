import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAuth } from '@miaotou/contracts';
import { PassingFault, lasting } from '@miaotou/engine';
import { busy, refusal } from './refusals.js';
import { ask, retryAfter } from './request.js';
import type { Tokens } from './tokens.js';

export interface SessionOptions {
  readonly auth: HttpAuth;
  readonly secret: string | null;
  readonly tokens: Tokens;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly idleMs: number;
  /** Pauses between tries of one request. */
  readonly pausesMs: readonly number[];
}

const mostRedirects = 5;
/** A wait that a server asks for is waited out within the pull up to this; a longer one ends the pull. */
const longestWaitMs = 10_000;

/** Requests of one pull: with who asks, tried again when that may help, followed where that is safe. */
export class HttpSession {
  constructor(private readonly options: SessionOptions) {}

  /** A good answer or 304, unread. Throws a named fault for every other. */
  async get(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
    const { pausesMs, signal } = this.options;
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#answered(url, headers);
      } catch (error) {
        const pause = pausesMs[tries];
        if (!(error instanceof PassingFault) || pause === undefined) throw error;
        const wait = Math.max(pause, error.retryAfterMs ?? 0);
        if (wait > longestWaitMs) throw error;
        await sleep(wait, undefined, { signal });
      }
    }
  }

  async #answered(url: URL, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    const { auth, tokens, now } = this.options;
    const answer = await this.#followed(url, headers);
    const status = answer.statusCode ?? 0;
    if (status === 304 || (status >= 200 && status < 300)) return answer;
    answer.resume();
    if (status === 401 && auth.type === 'oauth2' && tokens.forget(auth)) {
      // A kept token may have been taken back before its time: one with a fresh one tells.
      return this.#answered(url, headers);
    }
    throw refusal(status) ?? busy(status, retryAfter(answer.headers['retry-after'], now));
  }

  /** Follows redirects; who asks is told to the first origin only, and nothing leads from https back to http. */
  async #followed(from: URL, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    const { auth, signal, idleMs } = this.options;
    let url = from;
    for (let hops = 0; ; hops += 1) {
      const answer = await ask({
        url,
        headers: { accept: '*/*', ...headers, ...(await this.#credentials()) },
        signal,
        idleMs,
      });
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined)
        return answer;
      answer.resume();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      const elsewhere = next?.origin !== from.origin;
      const open = next?.protocol === 'https:' || (next?.protocol === 'http:' && from.protocol === 'http:');
      if (next === null || !open || (elsewhere && auth.type !== 'none') || hops >= mostRedirects) {
        throw lasting(
          'redirect-refused',
          '对方把请求转到了别处；带密码的请求不跟随到其他网站，请改填最终地址。',
          'The answer leads elsewhere; a request with a secret is not followed to another site. Enter the final address.',
        );
      }
      url = next;
    }
  }

  async #credentials(): Promise<Record<string, string>> {
    const { auth, secret, tokens, signal, idleMs, now } = this.options;
    const known = secret ?? '';
    switch (auth.type) {
      case 'none':
        return {};
      case 'bearer':
        return { authorization: `Bearer ${known}` };
      case 'header':
        return { [auth.header.toLowerCase()]: known };
      case 'basic':
        return {
          authorization: `Basic ${Buffer.from(`${auth.username}:${known}`).toString('base64')}`,
        };
      case 'oauth2':
        return { authorization: `Bearer ${await tokens.get(auth, known, { signal, idleMs, now })}` };
    }
  }
}
