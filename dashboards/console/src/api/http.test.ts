import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttp } from './http.js';
import { ProblemError } from './problem.js';

const Answer = z.object({ count: z.number() });

/** A transport that answers as told and keeps what was asked. */
function transport(answer: Response | Error, token: string | null = 'token') {
  const asked: { url: unknown; init: RequestInit }[] = [];
  let expired = 0;
  const http = createHttp(
    {
      csrfToken: () => token,
      expired: () => {
        expired += 1;
      },
    },
    async (url, init = {}) => {
      asked.push({ url, init });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  );
  return { http, asked, expired: () => expired };
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('the request did not fail');
}

describe('a request', () => {
  it('gives the answer that its schema reads', async () => {
    const { http, asked } = transport(json(200, { count: 3, more: true }));
    expect(await http.request(Answer, '/things')).toEqual({ count: 3 });
    expect(asked[0]?.url).toBe('/api/v1/things');
  });

  it.each([
    ['GET', undefined],
    ['POST', 'token'],
    ['DELETE', 'token'],
  ] as const)('%s carries the CSRF token only when it changes something', async (method, token) => {
    const { http, asked } = transport(json(200, { count: 1 }));
    await http.request(Answer, '/things', { method });
    expect(new Headers(asked[0]?.init.headers).get('x-csrf-token') ?? undefined).toBe(token);
  });

  it.each([
    ['no answer at all', new TypeError('network'), 0, 'unreachable'],
    ['an answer of another shape', json(200, { count: 'three' }), 200, 'unexpected-answer'],
    ['an answer that is no JSON', new Response('<html>', { status: 200 }), 200, 'unexpected-answer'],
    ['a failure that is no problem of ours', new Response('bad gateway', { status: 502 }), 502, 'http-502'],
    [
      'a problem',
      json(409, { code: 'alert-changed', message: { zh: '已改动', en: 'changed' } }),
      409,
      'alert-changed',
    ],
  ])('fails with a sentence in both languages: %s', async (_name, answer, status, code) => {
    const { http } = transport(answer);
    const problem = await problemOf(http.request(Answer, '/things'));
    expect(problem).toMatchObject({ status, problem: { code } });
    expect(problem.problem.message.zh).not.toBe('');
    expect(problem.problem.message.en).not.toContain('{{');
  });

  it.each([
    ['/alerts', 1],
    ['/session', 0],
  ])('refused for want of a session at %s, tells that it ended %i time(s)', async (path, times) => {
    const { http, expired } = transport(json(401, {}));
    await problemOf(http.request(Answer, path));
    expect(expired()).toBe(times);
  });

  it('that was cancelled is no fault of the server', async () => {
    const stop = new AbortController();
    stop.abort();
    const { http } = transport(new DOMException('cancelled', 'AbortError'));
    await expect(http.request(Answer, '/things', { signal: stop.signal })).rejects.toBeInstanceOf(
      DOMException,
    );
  });
});
