import type { AlertPage } from '@miaotou/contracts';
import { openJobs } from '@miaotou/queue';
import type { Jobs } from '@miaotou/queue';
import { drizzleOf, openRecords } from '@miaotou/records';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { collectiveVisit, ended } from '../e2e/deliveries.js';
import { callerOf, openSession } from '../e2e/product.js';
import type { Caller, SessionKeys } from '../e2e/product.js';
import { isReady, openStream, refusal, startServers, untilReady } from './servers-house.js';
import type { Program, Servers } from './servers-house.js';

let servers: Servers;
let jobs: Jobs;
let apis: readonly [Program, Program];
/** Two at any time; a test that ends one starts another in its place. */
let workers: [Program, Program];
let session: SessionKeys;
/** Calls the first of the two that serve. */
let caller: Caller;

/** Files of one layout, each with its own messages; a worker takes two at once, so four keep two workers busy. */
const files = 4;
const rowsPerFile = 8_000;
/** Every so many rows one has an impossible time. */
const badEvery = 50;
let fileNumber = 0;

function messages(): Buffer {
  fileNumber += 1;
  const lines = ['留言编号,留言用户,留言主题,留言时间,留言详情'];
  for (let row = 1; row <= rowsPerFile; row += 1) {
    const time = row % badEvery === 0 ? '2026-13-45 00:00:00' : '2026-03-05 10:00:00';
    lines.push(`${fileNumber * 1_000_000 + row},U${row % 97},拖欠工资${row},${time},第${row}条留言`);
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

async function upload(source: string, name: string, bytes: Uint8Array): Promise<string> {
  const answer = await caller.upload(`/imports?source=${source}`, { name, bytes });
  if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { batchId: string }).batchId;
}

/**
 * Keeps both workers busy with imports and gives the batches: all of them are begun and none has ended, because the
 * layout's lock is held until then. `meanwhile` runs at that moment; the imports go on when it begins.
 */
async function amidImports<T>(meanwhile: () => Promise<T>): Promise<{ batches: string[]; result: T }> {
  const records = await openRecords({ url: servers.databaseUrl, connections: 2 });
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((done) => (letGo = done));
  let locked: () => void = () => undefined;
  const holds = new Promise<void>((done) => (locked = done));
  const lock = records.underLock('layout:citizen-messages', () => {
    locked();
    return held;
  });
  try {
    await holds;
    const batches = await Promise.all(
      Array.from({ length: files }, (_, index) => upload('complaints', `留言${index}.csv`, messages())),
    );
    const active = () => jobs.counts().then(({ imports }) => imports.active);
    await expect.poll(active, { timeout: 60_000, interval: 20 }).toBe(files);
    letGo();
    return { batches, result: await meanwhile() };
  } finally {
    letGo();
    await lock;
    await records.close();
  }
}

/** What became of batches in the end: their counts, and the rows that stand in the warehouse. */
interface Kept {
  readonly batches: readonly object[];
  readonly rows: object | undefined;
}

async function keptOf(ids: readonly string[]): Promise<Kept> {
  const batches: object[] = [];
  for (const id of ids) {
    const { state, rows, accepted, quarantined, duplicates } = await ended(caller, id);
    batches.push({ state, rows, accepted, quarantined, duplicates });
  }
  const [rows] = await servers.warehouse.run(
    `SELECT (SELECT count() FROM miaotou.raw_rows WHERE batch_id IN {ids:Array(UInt64)}) AS raw,
            (SELECT count() FROM miaotou.quarantine WHERE batch_id IN {ids:Array(UInt64)}) AS bad,
            (SELECT count() FROM miaotou.events WHERE batch_id IN {ids:Array(UInt64)}) AS events`,
    { ids },
    z.object({ raw: z.coerce.number(), bad: z.coerce.number(), events: z.coerce.number() }),
  );
  return { batches, rows };
}

/** Everything that was sent, once. */
function whole(): Kept {
  const quarantined = rowsPerFile / badEvery;
  const accepted = rowsPerFile - quarantined;
  const batch = { state: 'done', rows: rowsPerFile, accepted, quarantined, duplicates: 0 };
  return {
    batches: Array.from({ length: files }, () => batch),
    rows: { raw: files * rowsPerFile, bad: files * quarantined, events: files * accepted },
  };
}

/** Delivers one collective visit at the first program; gives its alert as the second lists it and pushes it. */
async function alertOfVisit(
  number: string,
  employer: string,
): Promise<{ listed: object[]; pushed: object[] }> {
  const other = callerOf(apis[1], session);
  const screen = await openStream(apis[1], session);
  await upload('petitions', '信访登记.csv', collectiveVisit(number, 45, employer, '隆江镇'));
  const path = `/alerts?rule=R24&q=${encodeURIComponent(employer)}`;
  const list = () => other.read<AlertPage>(path).then(({ items }) => items);
  await expect.poll(list, { timeout: 60_000, interval: 100 }).not.toEqual([]);
  const listed = await list();
  const ids = listed.map(({ id }) => id);
  const pushed = () => screen.heard.filter((one) => one.type === 'alert' && ids.includes(one.alertId));
  await expect.poll(pushed, { timeout: 30_000 }).not.toEqual([]);
  screen.close();
  return {
    listed: listed.map(({ tier, state, subjectName }) => ({ tier, state, subjectName })),
    pushed: pushed(),
  };
}

function oneRed(subjectName: string) {
  return {
    listed: [{ tier: 'red', state: 'open', subjectName }],
    pushed: [expect.objectContaining({ type: 'alert', tier: 'red' })],
  };
}

beforeAll(async () => {
  servers = await startServers();
  const [one, two, three, four] = await Promise.all([
    servers.program('api'),
    servers.program('api'),
    servers.program('worker'),
    servers.program('worker'),
  ]);
  apis = [one, two];
  workers = [three, four];
  await untilReady(...apis, ...workers);
  jobs = await openJobs({ redisUrl: servers.redis.url });
  session = await openSession(apis[0], 'admin');
  caller = callerOf(apis[0], session);
});
afterAll(() => servers.close());

describe('a program that has only a part of the work', () => {
  test.each(['api', 'worker'])(
    'is refused as %s without servers, each missing one by its name',
    async (role) => {
      const none = { CLICKHOUSE_URL: '', DATABASE_URL: '', REDIS_URL: '' };
      const { code, said } = await refusal({ ...none, MIAOTOU_ROLE: role });
      expect(code).toBe(1);
      for (const variable of Object.keys(none)) {
        expect(said).toContain(`${variable}: MIAOTOU_ROLE=${role} 时多个进程分工，必须指向服务器`);
      }
    },
  );
});

describe('two programs that serve and two that work, started at one moment on empty servers', () => {
  test('bring both schemas up once and make one administrator', async () => {
    const records = await openRecords({ url: servers.databaseUrl, connections: 1 });
    const counted = await drizzleOf(records.read).execute(
      sql`SELECT (SELECT count(*)::int - count(DISTINCT hash)::int FROM drizzle.__drizzle_migrations) AS twice,
                 (SELECT count(*)::int FROM users) AS users`,
    );
    expect(counted.rows).toEqual([{ twice: 0, users: 1 }]);
    expect(await records.pendingMigrations()).toEqual([]);
    await records.close();
    const steps = await servers.warehouse.run(
      `SELECT name, count() AS times FROM miaotou.schema_migrations GROUP BY name`,
      {},
      z.object({ name: z.string(), times: z.coerce.number() }),
    );
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter(({ times }) => times > 1)).toEqual([]);
  });

  test('keep to their parts: one that works shows no pages and takes no calls', async () => {
    const worker = callerOf(workers[0], session);
    expect((await worker.get('/alerts')).status).toBe(404);
    expect((await fetch(workers[0].url)).status).toBe(404);
  });

  test('share a session, and a delivery at one becomes an alert on the screens of the other', async () => {
    const employer = '海风一号测试鞋业有限公司';
    expect(await alertOfVisit('SRV-1', employer)).toEqual(oneRed(employer));
  });

  test('lose and double nothing when one that works is killed amid its imports', async () => {
    const { batches } = await amidImports(() => workers[0].end('SIGKILL'));
    workers[0] = await servers.program('worker');
    expect(await keptOf(batches)).toEqual(whole());
  });

  test('hand over the running jobs when one that works is stopped, within 15 seconds', async () => {
    await untilReady(...workers);
    const { batches, result } = await amidImports(() => workers[1].end('SIGTERM'));
    const { code, ms } = result;
    expect(code, workers[1].output()).toBe(0);
    expect(ms).toBeLessThan(15_000);
    // Whatever is at work now is at work in the other: a job not given back would still count.
    expect((await jobs.counts()).imports.active).toBeLessThanOrEqual(files / 2);
    expect(await keptOf(batches)).toEqual(whole());
  });

  test('say so while Redis is away, and go on by themselves when it is back', async () => {
    await servers.redis.kill();
    await expect.poll(() => isReady(apis[1]), { timeout: 60_000, interval: 200 }).toBe(false);
    await servers.redis.start();
    await untilReady(...apis, workers[0]);
    const employer = '海风二号测试鞋业有限公司';
    expect(await alertOfVisit('SRV-2', employer)).toEqual(oneRed(employer));
  });

  test('end cleanly, and leave no job behind', async () => {
    const counts = await jobs.counts();
    const failed = Object.entries(counts).filter(([, lane]) => lane.failed > 0);
    expect(failed).toEqual([]);
    await jobs.close();
    const endings = await Promise.all([...apis, workers[0]].map((program) => program.end('SIGTERM')));
    expect(
      endings.map(({ code }) => code),
      [...apis, workers[0]].map((one) => one.output()).join('\n'),
    ).toEqual([0, 0, 0]);
  });
});
