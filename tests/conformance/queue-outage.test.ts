import { jobNames } from '@miaotou/contracts';
import { openJobs } from '@miaotou/queue';
import { startEmbeddedPostgres } from '@miaotou/records';
import { temporaryFolder } from '@miaotou/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

test('a database that goes away neither floods the log nor eats the machine, and work goes on when it is back', async () => {
  const directory = await temporaryFolder('outage');
  const first = await startEmbeddedPostgres({ directory });
  const told: string[] = [];
  const jobs = await openJobs({ databaseUrl: first.url, onError: (error) => told.push(error.message) });
  const done: string[] = [];
  const handlers = Object.fromEntries(jobNames.map((name) => [name, () => Promise.resolve(done.push(name))]));
  await jobs.work([handlers]);

  process.kill(first.pid, 'SIGKILL');
  await sleep(500);
  const before = process.cpuUsage();
  await sleep(3_000);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 3_000_000).toBeLessThan(0.5);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(20);
  await expect(jobs.ping()).rejects.toBeInstanceOf(Error);

  const second = await startEmbeddedPostgres({ directory });
  await expect
    .poll(
      () =>
        jobs.ping().then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  await jobs.add('scan-inbox', {});
  await expect.poll(() => done, { timeout: 30_000 }).toEqual(['scan-inbox']);
  await jobs.close({ graceMs: 0 });
  await second.stop();
});
