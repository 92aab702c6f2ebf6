import { afterAll, describe, expect, it } from 'vitest';
import { openTaskPool } from './pool.js';
import type { Answer, Task } from './tasks.js';

/** A worker that tells the seed back, fails at 13 and dies at 66. */
const worker = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, task }) => {
  const { seed } = task.input;
  if (seed === 66) process.exit(1);
  if (seed === 13) parentPort.postMessage({ id, failure: 'unlucky' });
  else parentPort.postMessage({ id, answer: { kind: 'scan', findings: { hotspots: [], abstained: String(seed) } } });
});`;
const pool = openTaskPool({
  entry: new URL(`data:text/javascript,${encodeURIComponent(worker)}`),
  threads: 2,
});
afterAll(() => pool.close());

const task = (seed: number): Task => ({
  kind: 'scan',
  input: { places: [], cases: [], days: 28, replicates: 1, seed, most: 1 },
});
const told = (answer: Answer) => (answer.kind === 'scan' ? answer.findings.abstained : null);
const { signal } = new AbortController();

describe('work on threads', () => {
  it('is answered piece by piece, each to whom it belongs', async () => {
    const seeds = Array.from({ length: 50 }, (_, index) => index + 100);
    const answers = await Promise.all(seeds.map((seed) => pool.run(task(seed), signal)));
    expect(answers.map(told)).toEqual(seeds.map(String));
  });

  it.each([
    ['a piece that fails', 13, 'unlucky'],
    ['a thread that dies', 66, 'ended before its work'],
  ])('fails alone for %s', async (_, seed, why) => {
    const asked = [1, seed, 2, 3].map((each) => pool.run(task(each), signal));
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    await expect(asked[1]).rejects.toThrow(why);
  });

  it('ends for a caller who gives up, and goes on for the others', async () => {
    const stop = new AbortController();
    const given = [1, 2, 3, 4, 5].map((seed) => pool.run(task(seed), stop.signal));
    const kept = pool.run(task(7), signal);
    stop.abort(new Error('enough'));
    const settled = await Promise.allSettled(given);
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    expect(told(await kept)).toBe('7');
    await expect(pool.run(task(8), stop.signal)).rejects.toThrow('enough');
  });

  it('is done in turns where there is no built worker', async () => {
    const answer = await openTaskPool().run(
      {
        kind: 'weekly',
        series: [{ observed: [1, -1], dates: ['2026-01-05', '2026-01-12'], from: 0, to: 1 }],
        seasons: [],
        alpha: 0.01,
      },
      signal,
    );
    // A broken series abstains alone.
    expect(answer).toMatchObject({
      judged: [[{ abstained: 'not-estimable' }, { abstained: 'not-estimable' }]],
    });
  });
});
