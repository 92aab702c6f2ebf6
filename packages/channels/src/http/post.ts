import { request as plain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as encrypted } from 'node:https';
import { isIP } from 'node:net';
import { addressOf } from '../address.js';
import type { Permits } from '../address.js';
import { ChannelFault } from '../fault.js';

/** Longer than any receiver's answer. */
const mostAnswer = 64 * 1_024;

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly signal: AbortSignal;
  readonly permitted: Permits;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
}

/** Says what an error of the network means; certificates that do not hold are not tried again. */
export function networkFault(error: unknown, host: string): ChannelFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'network';
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/u.test(code)) {
    return new ChannelFault(
      'certificate',
      `${host} 的证书无效。`,
      `The certificate of ${host} is not valid.`,
      {
        again: false,
        answer: code,
        cause: error,
      },
    );
  }
  return new ChannelFault('host-away', `${host} 无法连接。`, `${host} cannot be reached.`, {
    again: true,
    answer: code,
    cause: error,
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostAnswer) {
      answer.destroy();
      break;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** One POST to the one address that was looked up and found permitted. Follows nothing. */
export async function post({ url, headers, body, signal, permitted }: Post): Promise<Answer> {
  const address = await addressOf(url.hostname, permitted);
  signal.throwIfAborted();
  const send = url.protocol === 'https:' ? encrypted : plain;
  const options: RequestOptions & { servername?: string } = {
    method: 'POST',
    host: address,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
    signal,
    // A connection that was kept may be closed at the other end just now: each message has its own.
    agent: false,
    ...(isIP(url.hostname.replace(/^\[|\]$/gu, '')) === 0 ? { servername: url.hostname } : {}),
  };
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = send(options, resolve);
      asked.on('error', reject);
      asked.end(body);
    });
    return { status: answer.statusCode ?? 0, text: await textOf(answer), headers: answer.headers };
  } catch (error) {
    signal.throwIfAborted();
    throw networkFault(error, url.host);
  }
}

/** How long a receiver asks to be left alone, in milliseconds, at most an hour; null when it does not say. */
export function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/u.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : null;
}

/** Throws for an answer outside 200..299. */
export function requireOk({ status, text, headers }: Answer, host: string, now: Date): void {
  if (status >= 200 && status < 300) return;
  const again = status === 408 || status === 425 || status === 429 || status >= 500;
  throw new ChannelFault(`http-${status}`, `${host} 返回了 ${status}。`, `${host} answered ${status}.`, {
    again,
    answer: text.slice(0, 300),
    restMs: status === 429 || status === 503 ? retryAfter(headers['retry-after'], now) : null,
  });
}

/** A JSON object out of an answer; a receiver that answers otherwise did not take the message. */
export function objectOf({ text }: Answer, host: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    throw garbled(host, text, cause);
  }
  throw garbled(host, text);
}

function garbled(host: string, text: string, cause?: unknown): ChannelFault {
  return new ChannelFault(
    'answer-garbled',
    `${host} 的应答无法识别。`,
    `The answer of ${host} cannot be read.`,
    {
      again: true,
      answer: text.slice(0, 300),
      cause,
    },
  );
}
