import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createECDH, createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makePushKeys } from '@miaotou/channels';
import type { Notice } from '@miaotou/engine';
import { openRecords, startEmbeddedPostgres } from '@miaotou/records';
import { endAfterwards, temporaryFolder } from '@miaotou/testkit';
import pg from 'pg';
import { expect, test } from 'vitest';
import { messagesOver } from './message-worker.js';
import { OwnRedis } from './servers-house.js';

const alerts = 200;
const seed = 20_261_124;
/** What is killed, in this order, while alerts come. */
const faults = ['worker', 'postgres', 'worker', 'redis', 'worker', 'worker', 'postgres', 'worker'] as const;

/** Reproducible chance. */
function chance(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A push service and a gateway in one, which now and then fail or break the line after they took a message. */
async function receiver(random: (below: number) => number) {
  /** What was taken, by the mark by which a receiver knows a repetition; how often it came. */
  const taken = new Map<string, number>();
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      asked += 1;
      const mark = request.headers['topic'] ?? request.headers['idempotency-key'];
      const luck = random(100);
      if (luck < 4) {
        response.writeHead(503).end();
        return;
      }
      taken.set(String(mark), (taken.get(String(mark)) ?? 0) + 1);
      if (luck < 8) request.socket.destroy();
      else if (luck >= 10) response.writeHead(201).end('{"code":0}');
      // Between them: taken, and never answered.
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    taken,
    asked: () => asked,
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const bootstrap = `
import { runnerImport } from 'vite';
const { module } = await runnerImport(process.argv[2], {
  configFile: false, root: process.argv[3], logLevel: 'error',
  resolve: { conditions: ['@miaotou/source', 'node'] }, ssr: { resolve: { conditions: ['@miaotou/source', 'node'] } },
});
await module.work(process.argv[4], process.argv[5], Number(process.argv[6]));
`;
const root = fileURLToPath(new URL('../../', import.meta.url));
const workerFile = fileURLToPath(new URL('message-worker.ts', import.meta.url));

async function startWorker(databaseUrl: string, redisUrl: string, clockOffMs: number): Promise<ChildProcess> {
  const source = `data:text/javascript,${encodeURIComponent(bootstrap.replace("'vite'", JSON.stringify(import.meta.resolve('vite'))))}`;
  const args = [workerFile, root, databaseUrl, redisUrl, String(clockOffMs)];
  const child = fork('-', args, {
    execArgv: ['--import', source],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  endAfterwards(child.pid ?? 0, 'KILL');
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return child;
}

test('of 200 alerts none is lost and none is sent twice for one reason, whatever is killed meanwhile', async () => {
  const random = chance(seed);
  const outside = await receiver(chance(seed + 1));
  const directory = await temporaryFolder('messages');
  let postgres = await startEmbeddedPostgres({ directory });
  const redis = await OwnRedis.start();
  const records = await openRecords({ url: postgres.url, onError: () => undefined });
  await records.migrate(() => Promise.resolve());
  const messages = messagesOver(records, { now: () => new Date() });
  const database = new pg.Pool({ connectionString: postgres.url });
  database.on('error', () => undefined);

  const [person, called] = [randomUUID(), randomUUID()];
  for (const id of [person, called]) {
    await database.query(
      `insert into users (id, username, display_name, password_hash, role, scope, created_at)
       values ($1, $2, $2, '', 'responder', '{*}', now())`,
      [id, id.slice(0, 8)],
    );
  }
  const viewer = (id: string) => ({
    id,
    username: id,
    displayName: id,
    role: 'responder' as const,
    scope: ['*'],
  });
  await messages.channels.openWebPush(makePushKeys);
  const browser = createECDH('prime256v1');
  const keys = { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
  await messages.preferences.addDevice({ endpoint: `${outside.url}/push`, keys }, 'test', viewer(person));
  await messages.channels.add(
    {
      name: 'gateway',
      enabled: true,
      lowestTier: 'blue',
      regions: [],
      settings: { kind: 'sms', url: `${outside.url}/sms`, signing: 'key' },
    },
    viewer(called),
  );
  await messages.preferences.save({ channels: [], quiet: null, phone: '13800000000' }, viewer(called));

  const notice = (at: number): Notice => ({
    reason: `alert ${at} opened`,
    incidentId: String(at),
    // Every fourth goes to the person who is reached by text message: a gateway takes fewer a minute.
    personId: at % 4 === 0 ? called : person,
    tier: 'red',
    region: null,
    title: `预警 ${at}`,
    text: '测试',
    path: `/respond/${at}`,
    notBefore: new Date(),
    groups: false,
  });
  /** Who decides repeats what it cannot tell whether it was kept; the reason keeps it single. */
  const put = async (at: number): Promise<void> => {
    for (;;) {
      try {
        await records.transaction((tx) => messages.outbox.put(tx, [notice(at)]));
        return;
      } catch {
        await sleep(50);
      }
    }
  };

  const workers: ChildProcess[] = [];
  const offs = [0, 3_600_000, -3_600_000, 86_400_000];
  const hire = async () => {
    workers.push(await startWorker(postgres.url, redis.url, offs[random(offs.length)] ?? 0));
  };
  await Promise.all([hire(), hire(), hire()]);

  const hired: Promise<void>[] = [];
  const putting = (async () => {
    for (let at = 1; at <= alerts; at += 1) {
      await put(at);
      await sleep(random(30));
    }
  })();
  for (const fault of faults) {
    await sleep(200 + random(500));
    if (fault === 'postgres') {
      process.kill(postgres.pid, 'SIGKILL');
      await sleep(300);
      postgres = await startEmbeddedPostgres({ directory });
    } else if (fault === 'redis') {
      await redis.kill();
      await sleep(200);
      await redis.start();
    } else {
      const [victim] = workers.splice(random(workers.length), 1);
      victim?.kill('SIGKILL');
      hired.push(hire());
    }
  }
  await Promise.all(hired);
  await putting;

  const count = async (where: string): Promise<number> => {
    const found = await database.query<{ n: string }>(`select count(*) as n from messages where ${where}`);
    return Number(found.rows[0]?.n);
  };
  await expect
    .poll(() => count(`state in ('waiting', 'sending', 'failed')`).catch(() => -1), { timeout: 90_000 })
    .toBe(0);
  for (const worker of workers) worker.kill('SIGKILL');

  const rows = await database.query<{ reason: string; channel: string; key: string; state: string }>(
    `select reason, channel, key, state from messages where channel <> 'console'`,
  );
  const markOf = ({ channel, key }: { channel: string; key: string }) =>
    channel === 'web-push' ? createHash('sha256').update(key).digest('base64url').slice(0, 32) : key;
  const lost = rows.rows.filter((row) => !outside.taken.has(markOf(row)));
  const repeated = [...outside.taken.values()].filter((times) => times > 1).length;
  process.stdout.write(
    `${alerts} alerts: ${outside.asked()} requests, ${outside.taken.size} effective, ` +
      `${repeated} came again with their own key\n`,
  );
  expect(await count(`channel = 'console' and state = 'sent'`)).toBe(alerts);
  expect(lost).toEqual([]);
  expect(rows.rows.filter(({ state }) => state !== 'sent')).toEqual([]);
  // Effective at the receivers: one mark for each reason, and no mark beside them.
  expect(new Set(rows.rows.map(({ reason }) => reason)).size).toBe(alerts);
  expect([rows.rows.length, outside.taken.size]).toEqual([alerts, alerts]);

  await database.end();
  await records.close();
  await redis.kill();
  await postgres.stop();
  outside.close();
}, 300_000);
