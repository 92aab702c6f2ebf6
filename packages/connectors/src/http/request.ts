import { request as plain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as encrypted } from 'node:https';
import { isIP } from 'node:net';
import { PassingFault, lasting } from '@miaotou/engine';
import { networkFault, permittedAddress, tooSlow } from '../address.js';

export interface Ask {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Silence after which a request is given up. */
  readonly idleMs: number;
}

/** One request, sent to the one address that was looked up and found permitted. Follows nothing. */
export async function ask({
  url,
  method = 'GET',
  headers,
  body,
  signal,
  idleMs,
}: Ask): Promise<IncomingMessage> {
  const address = await permittedAddress(url.hostname);
  signal.throwIfAborted();
  const send = url.protocol === 'https:' ? encrypted : plain;
  const options: RequestOptions & { servername?: string } = {
    method,
    host: address,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'accept-encoding': 'identity' },
    signal,
    timeout: idleMs,
    ...(isIP(url.hostname.replace(/^\[|\]$/gu, '')) === 0 ? { servername: url.hostname } : {}),
  };
  return new Promise((resolve, reject) => {
    const asked = send(options, resolve);
    asked.on('timeout', () => asked.destroy(tooSlow(url.host)));
    asked.on('error', (error) => {
      if (signal.aborted) reject(signal.reason as Error);
      else reject(error instanceof PassingFault ? error : requestFault(error, url));
    });
    asked.end(body);
  });
}

function requestFault(error: Error & { readonly code?: string }, url: URL): Error {
  const network = networkFault(error, url.host);
  if (network !== null) return network;
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/u.test(error.code ?? '')) {
    return lasting(
      'certificate',
      `${url.host} 的证书无效（${error.code ?? ''}）。`,
      `The certificate of ${url.host} is not valid (${error.code ?? ''}).`,
      { cause: error },
    );
  }
  const text = { zh: `与 ${url.host} 的通信失败。`, en: `Talking with ${url.host} failed.` };
  return new PassingFault('host-garbled', text, null, { cause: error });
}

/** Reads a whole answer of text within a limit. */
export async function textOf(answer: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      answer.destroy();
      throw tooLarge(maxBytes);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function tooLarge(maxBytes: number): Error {
  const mebibytes = Math.floor(maxBytes / 1024 ** 2);
  return lasting(
    'pull-too-large',
    `对方返回的内容超过 ${mebibytes} MB 的上限。`,
    `The answer is beyond the limit of ${mebibytes} MB.`,
    {},
    'too-large',
  );
}

/** How long the other side asks to be left alone, in milliseconds, at most a day; null when it does not say. */
export function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/u.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 86_400_000) : null;
}
