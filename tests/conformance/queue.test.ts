import { jobNames } from '@miaotou/contracts';
import type { JobName } from '@miaotou/contracts';
import { PermanentError, StaleError } from '@miaotou/engine';
import { openJobs } from '@miaotou/queue';
import type { JobContext, JobHandlers, JobOutcome, Jobs, WorkOptions } from '@miaotou/queue';
import { testDatabase, testRedis } from '@miaotou/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const until = (check: () => boolean | Promise<boolean>) =>
  expect.poll(check, { timeout: 60_000, interval: 20 }).toBe(true);

/** Imports in every state; a try is settled a moment before the store knows. */
const imports = (jobs: Jobs) =>
  expect.poll(async () => (await jobs.counts()).imports, { timeout: 60_000, interval: 20 });

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  });

interface Settled {
  readonly name: JobName;
  readonly outcome: JobOutcome;
}

const stores: [string, () => Promise<{ redisUrl?: string; databaseUrl?: string }>][] = [
  ['PostgreSQL', async () => ({ databaseUrl: await testDatabase() })],
  ['Redis', async () => ({ redisUrl: await testRedis() })],
];

describe.each(stores)('jobs over %s', (_name, makeStore) => {
  let store: { redisUrl?: string; databaseUrl?: string };
  let open: Jobs[];

  beforeEach(async () => {
    store = await makeStore();
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((jobs) => jobs.close({ graceMs: 0 })));
  });

  async function connect(): Promise<Jobs> {
    const jobs = await openJobs(store);
    open.push(jobs);
    return jobs;
  }

  /** A worker whose imports do `work`; every other job does nothing. */
  async function worker(
    work: (batchId: string, context: JobContext) => Promise<unknown>,
    options: WorkOptions = {},
  ): Promise<{ jobs: Jobs; settled: Settled[] }> {
    const jobs = await connect();
    const settled: Settled[] = [];
    const nothing = Object.fromEntries(jobNames.map((name) => [name, () => Promise.resolve()]));
    const handlers = {
      ...nothing,
      'import-file': ({ batchId }: { batchId: string }, c: JobContext) => work(batchId, c),
    };
    const onSettled = ({ name, outcome }: Settled) => settled.push({ name, outcome });
    await jobs.work([handlers], { onSettled, ...options });
    return { jobs, settled };
  }

  test('a job runs once with the payload it was given', async () => {
    const seen: string[] = [];
    const { jobs, settled } = await worker((batchId) => Promise.resolve(seen.push(batchId)));
    await jobs.add('import-file', { batchId: '批次' });
    await until(() => settled.length === 1);
    expect(seen).toEqual(['批次']);
    expect(settled).toEqual([{ name: 'import-file', outcome: 'done' }]);
  });

  test('a payload of another shape is refused before it is queued', async () => {
    const jobs = await connect();
    await expect(jobs.add('import-file', { batchId: 7 } as never)).rejects.toThrow('batchId');
    expect((await jobs.counts()).imports.waiting).toBe(0);
  });

  test('a transient failure is tried again until it passes', async () => {
    const attempts: number[] = [];
    const { jobs, settled } = await worker((_batch, { attempt }) => {
      attempts.push(attempt);
      return attempt < 3 ? Promise.reject(new Error('cut off')) : Promise.resolve();
    });
    await jobs.add('import-file', { batchId: 'b' });
    await until(() => settled.length === 3);
    expect(attempts).toEqual([1, 2, 3]);
    expect(settled.map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'done']);
  });

  test('a transient failure ends as failed after its last try', async () => {
    const { jobs, settled } = await worker(() => Promise.reject(new Error('cut off')));
    await jobs.add('import-file', { batchId: 'b' }, { attempts: 2 });
    await until(async () => (await jobs.counts()).imports.failed === 1);
    expect(settled.map(({ outcome }) => outcome)).toEqual(['retry', 'failed']);
  });

  test('a permanent failure is not tried again', async () => {
    const text = { zh: '不行', en: 'no' };
    const { jobs, settled } = await worker(() => Promise.reject(new PermanentError('invalid', 'no', text)));
    await jobs.add('import-file', { batchId: 'b' });
    await until(async () => (await jobs.counts()).imports.failed === 1);
    expect(settled).toEqual([{ name: 'import-file', outcome: 'failed' }]);
  });

  test('work that is no longer wanted ends quietly', async () => {
    const { jobs, settled } = await worker(() => Promise.reject(new StaleError('done already')));
    await jobs.add('import-file', { batchId: 'b' });
    await until(() => settled.length === 1);
    expect(settled[0]?.outcome).toBe('stale');
    await imports(jobs).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  test('one key waits or runs once, and is free again afterwards', async () => {
    const jobs = await connect();
    const first = await jobs.add('evaluate', { reason: 'manual' }, { key: 'k' });
    expect(await jobs.add('evaluate', { reason: 'manual' }, { key: 'k' })).toBe(first);
    expect((await jobs.counts()).evaluation.waiting).toBe(1);
    const { settled } = await worker(() => Promise.resolve());
    await until(() => settled.length === 1);
    await until(async () => (await jobs.add('evaluate', { reason: 'manual' }, { key: 'k' })) !== first);
  });

  test('one id runs once for ever', async () => {
    const { jobs, settled } = await worker(() => Promise.resolve());
    const first = await jobs.add('evaluate', { reason: 'nightly' }, { id: 'nightly-2026-11-23' });
    await until(() => settled.length === 1);
    expect(await jobs.add('evaluate', { reason: 'nightly' }, { id: 'nightly-2026-11-23' })).toBe(first);
    await until(async () => (await jobs.counts()).evaluation.active === 0);
    expect((await jobs.counts()).evaluation.waiting).toBe(0);
  });

  test('a delayed job waits', async () => {
    const { jobs, settled } = await worker(() => Promise.resolve());
    const started = performance.now();
    await jobs.add('import-file', { batchId: 'b' }, { delayMs: 500 });
    await until(() => settled.length === 1);
    expect(performance.now() - started).toBeGreaterThan(450);
    await jobs.add('import-file', { batchId: 'c' }, { delayMs: 600_000 });
    expect((await jobs.counts()).imports).toMatchObject({ delayed: 1, waiting: 0 });
  });

  test('a long import does not hold up an evaluation', async () => {
    const { jobs, settled } = await worker((_batch, { signal }) => untilAborted(signal));
    for (const batchId of ['a', 'b', 'c']) await jobs.add('import-file', { batchId });
    await jobs.add('evaluate', { reason: 'manual' });
    await until(() => settled.length === 1);
    expect(settled[0]?.name).toBe('evaluate');
    await imports(jobs).toMatchObject({ active: 2, waiting: 1 });
  });

  test('a waiting job can be taken away, and its key is free', async () => {
    const jobs = await connect();
    await jobs.add('import-file', { batchId: 'b' }, { key: 'b' });
    expect(await jobs.cancel('import-file', { key: 'b' })).toBe(true);
    expect(await jobs.cancel('import-file', { key: 'b' })).toBe(false);
    expect((await jobs.counts()).imports.waiting).toBe(0);
    await jobs.add('import-file', { batchId: 'b' }, { key: 'b' });
    expect((await jobs.counts()).imports.waiting).toBe(1);
  });

  test.each(['this', 'another'])('a job running in %s process can be cancelled', async (where) => {
    const started: string[] = [];
    const { jobs, settled } = await worker((batchId, { signal }) => {
      started.push(batchId);
      return untilAborted(signal);
    });
    const id = await jobs.add('import-file', { batchId: 'b' });
    await until(() => started.length === 1);
    const canceller = where === 'this' ? jobs : await connect();
    expect(await canceller.cancel('import-file', { id })).toBe(true);
    await until(() => settled.length === 1);
    expect(settled).toEqual([{ name: 'import-file', outcome: 'cancelled' }]);
    await imports(jobs).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
  });

  test('closing lets a job end within its grace', async () => {
    let end: () => void = () => undefined;
    const work = new Promise<void>((done) => (end = done));
    const { jobs, settled } = await worker(() => work);
    await jobs.add('import-file', { batchId: 'b' });
    await until(async () => (await jobs.counts()).imports.active === 1);
    const closed = jobs.close({ graceMs: 60_000 });
    setTimeout(end, 200);
    await closed;
    expect(settled).toEqual([{ name: 'import-file', outcome: 'done' }]);
  });

  test('closing returns a job that needs longer to the queue, and the next process runs it', async () => {
    const { jobs, settled } = await worker((_batch, { signal }) => untilAborted(signal));
    await jobs.add('import-file', { batchId: 'b' });
    await until(async () => (await jobs.counts()).imports.active === 1);
    await jobs.close({ graceMs: 50 });
    expect(settled).toEqual([{ name: 'import-file', outcome: 'returned' }]);
    const next = await worker(() => Promise.resolve());
    await until(() => next.settled.length === 1);
    expect(next.settled).toEqual([{ name: 'import-file', outcome: 'done' }]);
  });

  const wiring: [string, Partial<JobHandlers>[], RegExp][] = [
    ['a job without a handler', [], /has no handler/],
    [
      'a job with two handlers',
      [{ 'scan-inbox': () => Promise.resolve() }, { 'scan-inbox': () => Promise.resolve() }],
      /has two handlers/,
    ],
    [
      'a handler without a job',
      [{ 'make-coffee': () => Promise.resolve() } as never],
      /make-coffee is no job/,
    ],
  ];
  test.each(wiring)('%s stops the boot', async (_case, modules, message) => {
    await expect((await connect()).work(modules)).rejects.toThrow(message);
  });

  test('answers a ping', async () => {
    await expect((await connect()).ping()).resolves.toBeUndefined();
  });
});
