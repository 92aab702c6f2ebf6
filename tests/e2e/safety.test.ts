import { describe, expect, inject, it } from 'vitest';
import { dirname } from 'node:path';

const county = inject('county');
const leader = county.sessions.leader;

describe('what every answer carries', () => {
  it.each(['/', '/alerts', '/sign-in', '/api/health/ready', '/api/v1/session', '/api/v1/none'])(
    '%s: the headers that keep other sites out',
    async (path) => {
      const { headers } = await fetch(county.url + path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'self'/);
      expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
    },
  );

  it('a session is a cookie that no script reads and no other site sends', async () => {
    const answer = await fetch(`${county.url}/api/v1/session`, { headers: { cookie: leader.cookie } });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a change', () => {
  const post = (headers: Readonly<Record<string, string>>) =>
    fetch(`${county.url}/api/v1/incidents/1/steps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ step: 'sign', version: 1, key: 'from-another-page' }),
    });

  it.each([
    ['nobody is signed in', {}, 401, 'session-missing'],
    ['the page token is missing', { cookie: leader.cookie }, 403, 'csrf-token'],
    ['the page token is wrong', { cookie: leader.cookie, 'x-csrf-token': 'x' }, 403, 'csrf-token'],
    [
      'the page token is of another session',
      { cookie: leader.cookie, 'x-csrf-token': county.sessions.analyst.csrfToken },
      403,
      'csrf-token',
    ],
    [
      'another site asks',
      { cookie: leader.cookie, 'x-csrf-token': leader.csrfToken, origin: 'https://example.org' },
      403,
      'foreign-origin',
    ],
  ])('is refused when %s', async (_, headers, status, code) => {
    const answer = await post(headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      code,
      message: { zh: expect.any(String), en: expect.any(String) },
    });
  });
});

describe('an address that is not there', () => {
  it.each(['/api/v1/none', '/api/none', '/assets/none.js', '/none.map', '/api/v1/alerts/999999999'])(
    '%s is not found',
    async (path) => {
      const answer = await fetch(county.url + path, { headers: { cookie: leader.cookie } });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ message: { zh: expect.stringMatching(/没有/) } });
    },
  );

  it.each([
    '/..%2f..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2f..%2f..%2fpackage.json',
    '/%00.js',
    '/%E0%A4%A.js',
  ])('%s leads to no file outside the console and to no fault', async (path) => {
    const answer = await fetch(county.url + path);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.text()).not.toContain(dirname(county.dataDir));
    expect((await fetch(county.url + path)).headers.get('content-type')).not.toContain('octet-stream');
  });
});
