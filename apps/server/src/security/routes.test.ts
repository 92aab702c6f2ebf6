import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { composeProduct } from '@miaotou/assembly';
import type { Product } from '@miaotou/assembly';
import { ProblemSchema, SessionSchema } from '@miaotou/contracts';
import { roles } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';
import { createLogger, fixedClock, loadConfig } from '@miaotou/runtime';
import { temporaryFolder, testRecords, testWarehouse } from '@miaotou/testkit';
import { createApp } from '../boot/index.js';
import { createMetrics } from '../metrics/index.js';
import { routesOf } from './index.js';
import type { Route } from './index.js';

const password = 'correct horse battery';
const start = new Date('2026-03-02T01:00:00Z');
const clock = fixedClock(start);
let app: NestFastifyApplication;
let product: Product;
let base: string;

interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
}

/** Status and problem code of a request; only the head of the answer is awaited, since one of them never ends. */
async function ask(
  method: string,
  path: string,
  who: SignedIn | null,
  options: {
    readonly csrf?: boolean;
    readonly origin?: string;
    readonly body?: unknown;
    readonly ip?: string;
  } = {},
): Promise<{ status: number; code: string | null; headers: Headers; text: string }> {
  const { csrf = true, origin, body, ip = '192.0.2.1' } = options;
  const stop = new AbortController();
  const response = await fetch(`${base}${path}`, {
    method,
    signal: stop.signal,
    headers: {
      // The proxy on the same machine says whom it speaks for.
      'x-forwarded-for': ip,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(who === null ? {} : { cookie: who.cookie }),
      ...(who === null || !csrf ? {} : { 'x-csrf-token': who.csrf }),
      ...(origin === undefined ? {} : { origin }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const endless = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = endless ? '' : await response.text();
  stop.abort();
  const problem = text.startsWith('{') ? ProblemSchema.safeParse(JSON.parse(text)) : null;
  return { status: response.status, code: problem?.data?.code ?? null, headers: response.headers, text };
}

const session = '/api/v1/session';

async function signIn(username: string, secret = password, ip = '192.0.2.2'): Promise<SignedIn | string> {
  const answer = await ask('POST', session, null, { body: { username, password: secret }, ip });
  if (answer.status !== 200) return answer.code ?? '';
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { cookie, csrf: SessionSchema.parse(JSON.parse(answer.text)).csrfToken };
}

async function signedIn(username: string): Promise<SignedIn> {
  const result = await signIn(username);
  if (typeof result === 'string') throw new Error(`sign-in of ${username} failed: ${result}`);
  return result;
}

/** The address of a route, its parameters filled with an id that nothing has. */
function addressOf({ path }: Route): string {
  const filled = path.replaceAll(/:\w+/g, '999999');
  return /^\/(api|metrics)/.test(filled) ? filled : `/api/v1${filled}`;
}

beforeAll(async () => {
  const records = await testRecords();
  const config = loadConfig({
    MIAOTOU_DATA_DIR: await temporaryFolder('server'),
    MIAOTOU_SESSION_HOURS: '2',
  });
  const logger = createLogger({ level: 'silent' });
  const stores = {
    records,
    warehouse: await testWarehouse(),
    databaseUrl: records.url,
    guest: false,
    close: () => records.close(),
  };
  product = await composeProduct(config, stores, { logger, clock });
  const person = (username: string, role: Role) => ({
    username,
    displayName: username,
    role,
    scope: ['*'],
    password,
  });
  const ofOneTown = { ...person('of-one-town', 'analyst'), scope: ['445224100'] };
  await product.people.seed(
    [],
    [...roles.map((role) => person(role, role)), person('careless', 'leader'), ofOneTown],
  );
  app = await createApp({ product, metrics: createMetrics(), logger });
  await app.listen({ host: '127.0.0.1', port: 0 });
  base = await app.getUrl();
}, 120_000);

afterAll(async () => {
  await app.close();
  await product.close();
});

describe('every route', () => {
  it('says whom it lets in, and lets in exactly those', async () => {
    const routes = routesOf(app).filter(({ method, path }) => `${method} ${path}` !== 'DELETE /session');
    expect(routes.length).toBeGreaterThan(10);
    const people = new Map<Role, SignedIn>();
    for (const role of roles) people.set(role, await signedIn(role));
    const surprises: string[] = [];
    for (const route of routes) {
      const { method, access } = route;
      const name = `${method} ${route.path}`;
      const address = addressOf(route);
      const nobody = await ask(method, address, null);
      const open = access?.kind === 'public';
      const turnedAway = access?.kind === 'key' ? 'push-key' : 'session-missing';
      if ((nobody.status === 401 && nobody.code === turnedAway) === open) {
        surprises.push(`${name}: nobody got ${nobody.status}`);
      }
      for (const [role, who] of people) {
        const wanted = open || (access?.kind === 'roles' && access.roles.includes(role));
        const { status, code } = await ask(method, address, who);
        const refused = (status === 403 && code === 'role-not-allowed') || status === 401;
        if (refused === wanted) surprises.push(`${name}: ${role} got ${status} ${code}`);
        if (status >= 500) surprises.push(`${name}: ${role} got ${status} ${code}`);
      }
    }
    expect(surprises).toEqual([]);
  }, 120_000);

  it('that tells of every region at once is shut to those in charge of one', async () => {
    const who = await signedIn('of-one-town');
    for (const part of ['/effects', '/replays', '/shadows']) {
      const routes = routesOf(app).filter(
        ({ path, access }) =>
          path.includes(part) && access?.kind === 'roles' && access.roles.includes('analyst'),
      );
      expect(routes.length, part).toBeGreaterThan(1);
      for (const route of routes) {
        const { status, code } = await ask(route.method, addressOf(route), who);
        expect([route.path, status, code]).toEqual([route.path, 403, 'scope-too-narrow']);
      }
    }
  });

  it('that changes something wants the page’s own token', async () => {
    const who = await signedIn('admin');
    const changes = routesOf(app).filter(
      ({ method, access }) => method !== 'GET' && access?.kind === 'roles' && access.roles.includes('admin'),
    );
    expect(changes.length).toBeGreaterThan(2);
    for (const route of changes) {
      const { status, code } = await ask(route.method, addressOf(route), who, { csrf: false });
      expect([route.path, status, code]).toEqual([route.path, 403, 'csrf-token']);
    }
  });

  it.each([
    ['from another site', 'https://elsewhere.example', 403],
    ['from no page at all', undefined, 401],
  ])('takes a change %s accordingly', async (_, origin, expected) => {
    const body = { username: 'nobody', password };
    const options = origin === undefined ? { body } : { body, origin };
    expect((await ask('POST', session, null, options)).status).toBe(expected);
  });
});

describe('a session', () => {
  it('ends by signing out, and its cookie is worth nothing afterwards', async () => {
    const who = await signedIn('auditor');
    expect((await ask('GET', session, who)).status).toBe(200);
    expect((await ask('DELETE', session, who)).status).toBe(204);
    expect((await ask('GET', session, who)).status).toBe(401);
  });

  it('lives on by use and ends by disuse', async () => {
    const who = await signedIn('leader');
    const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
    clock.set(hours(1.5));
    expect((await ask('GET', session, who)).status).toBe(200);
    clock.set(hours(3));
    expect((await ask('GET', session, who)).status).toBe(200);
    clock.set(hours(5.1));
    expect((await ask('GET', session, who)).status).toBe(401);
    clock.set(start);
  });

  it('travels in a cookie that scripts cannot read and other sites cannot send', async () => {
    const { headers } = await ask('POST', session, null, { body: { username: 'leader', password } });
    expect(headers.get('set-cookie')).toMatch(/^miaotou_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
  });
});

describe('wrong passwords', () => {
  it('lock an account for fifteen minutes after five, and the answer never tells why', async () => {
    const ip = '192.0.2.3';
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await signIn('careless', 'wrong', ip)).toBe('sign-in-refused');
    }
    expect(await signIn('careless', password, ip)).toBe('sign-in-refused');
    expect(await signIn('nobody', password, ip)).toBe('sign-in-refused');
    clock.set(new Date(start.getTime() + 15 * 60_000));
    expect(await signIn('careless', password, ip)).toMatchObject({
      cookie: expect.stringContaining('miaotou_session='),
    });
    clock.set(start);
  });

  it('are slowed down for the whole address', async () => {
    let last: SignedIn | string = '';
    for (let tries = 0; tries < 40; tries += 1) last = await signIn(`nobody-${tries}`, 'wrong', '192.0.2.4');
    expect(last).toBe('too-many');
  });
});
