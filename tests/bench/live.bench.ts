import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { composeProduct } from '@miaotou/assembly';
import type { Product } from '@miaotou/assembly';
import { SessionSchema } from '@miaotou/contracts';
import type { Alert } from '@miaotou/engine';
import { alertStore } from '@miaotou/records';
import { createLogger, loadConfig, systemClock } from '@miaotou/runtime';
import { createApp, createMetrics } from '@miaotou/server';
import { temporaryFolder, testRecords, testWarehouse } from '@miaotou/testkit';
import { z } from 'zod';

/** Milliseconds at the 95th percentile from the alert's row to its event on the screen, by number of screens. */
const goals = [
  [1_000, 100],
  [5_000, 250],
] as const;
const kilobytesGoal = 15;
const rounds = 20;
const password = 'correct horse battery';

const Opened = z.object({ open: z.number() });
const Arrived = z.object({ id: z.string(), arrived: z.array(z.number()) });
const sentence = {
  zh: '某单位拖欠工资，约 45 人集体上访。',
  en: 'Wages owed; about 45 people came together.',
};
const now = () => performance.timeOrigin + performance.now();

/** The next word of the screens that has this shape. */
function heard<S extends z.ZodType>(child: ChildProcess, schema: S): Promise<z.infer<S>> {
  return new Promise((done, fail) => {
    const ended = (code: number | null) => {
      fail(new Error(`the screens ended with ${code}`));
    };
    const listen = (word: unknown) => {
      const read = schema.safeParse(word);
      if (!read.success) return;
      child.off('message', listen);
      child.off('exit', ended);
      done(read.data);
    };
    child.on('message', listen);
    child.once('exit', ended);
  });
}

/** Memory that is in use after everything unused was given back, in bytes. */
function used(collect: () => void): { readonly heap: number; readonly whole: number } {
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, whole: rss };
}

/** Writes the row of one alert. */
async function writeAlert(product: Product): Promise<Alert> {
  const at = new Date();
  return product.records.transaction(async (tx) => {
    const [id] = await alertStore.nextIds(tx, 1);
    if (id === undefined) throw new RangeError('no number for an alert');
    const made: Alert = {
      id,
      ruleId: 'R15',
      ruleVersion: 1,
      subjectKind: 'employer',
      subjectId: String(id),
      subjectName: `screen ${id}`,
      employerId: null,
      region: '445224100',
      tier: 'red',
      peakTier: 'red',
      state: 'open',
      openedAt: at,
      sinceAt: at,
      tierSince: at,
      lastSignalAt: at,
      easedSince: null,
      easedTier: null,
      evidence: {
        ruleId: 'R15',
        ruleVersion: 1,
        asOf: at.toISOString(),
        knownAt: at.toISOString(),
        features: {},
        thresholds: {},
        condition: 'true',
        sentence,
      },
      sentence,
      plan: 'RP-A',
      closedAt: null,
      closeReason: null,
      version: 1,
    };
    await alertStore.insert(tx, [made]);
    return made;
  });
}

async function openProduct() {
  const records = await testRecords();
  const stores = {
    records,
    warehouse: await testWarehouse(),
    databaseUrl: records.url,
    guest: false,
    close: () => records.close(),
  };
  const config = loadConfig({ MIAOTOU_DATA_DIR: await temporaryFolder('live') });
  const logger = createLogger({ level: 'silent' });
  const product = await composeProduct(config, stores, { logger, clock: systemClock });
  const person = {
    username: 'watcher',
    displayName: 'watcher',
    role: 'leader',
    scope: ['*'],
    password,
  } as const;
  await product.people.seed([], [person]);
  const app = await createApp({ product, metrics: createMetrics(), logger });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { product, app, url: await app.getUrl() };
}

async function cookieOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'watcher', password }),
  });
  SessionSchema.parse(await answer.json());
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const at95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;

/** From the row of an alert to the open screens: one server's process, the screens in another on the same machine. */
export async function run(print: (line: string) => void): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new TypeError('memory cannot be given back');
  const { product, app, url } = await openProduct();
  const cookie = await cookieOf(url);
  for (const [screens, goal] of goals) {
    const before = used(() => collect());
    const child = fork(resolve(import.meta.dirname, 'live-clients.mjs'), [
      `${url}/api/v1/stream`,
      cookie,
      String(screens),
    ]);
    await heard(child, Opened);
    const after = used(() => collect());
    const waits: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const arrived = heard(child, Arrived);
      const start = now();
      const alert = await writeAlert(product);
      product.alerts.push({
        opened: 1,
        raised: 0,
        lowered: 0,
        resolved: 0,
        shown: [{ alert, change: 'opened' }],
      });
      const { arrived: times } = await arrived;
      // The first round warms both sides up.
      if (round > 0) waits.push(...times.map((time) => time - start));
    }
    const each = (kind: 'heap' | 'whole') => ((after[kind] - before[kind]) / screens / 1_024).toFixed(1);
    print(
      `${screens} screens on one process, ${rounds} alerts: ${at95(waits).toFixed(0)} ms at the 95th percentile (goal at most ${goal} ms), slowest ${Math.max(...waits).toFixed(0)} ms`,
    );
    print(
      `memory for each screen: ${each('heap')} KB in use (goal at most ${kilobytesGoal} KB), ${each('whole')} KB of the whole process`,
    );
    const gone = new Promise((done) => {
      child.once('exit', done);
    });
    child.kill();
    await gone;
  }
  await app.close();
  await product.close();
}
