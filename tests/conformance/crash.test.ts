import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchSchema, ReceivedSchema } from '@miaotou/contracts';
import type { Batch } from '@miaotou/contracts';
import { dataPaths, readServerFile } from '@miaotou/runtime';
import { temporaryFolder } from '@miaotou/testkit';
import { openServerWarehouse } from '@miaotou/warehouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startProduct } from '../e2e/product.js';
import type { RunningProduct } from '../e2e/product.js';

const kills = 20;
const args = ['--no-demo'];

/** One delivered file, and what must have become of it in the end. */
interface Delivery {
  readonly batchId: string;
  readonly rows: number;
  readonly bad: number;
  readonly repeated: number;
}

/** Reproducible chance: the seed is told when the test fails. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Messages with their own numbers; every 50th has an impossible time, every 75th stands there twice. */
function messages(
  file: number,
  count: number,
): { text: string; rows: number; bad: number; repeated: number } {
  const lines = ['留言编号,留言用户,留言主题,留言时间,留言详情'];
  let bad = 0;
  let repeated = 0;
  for (let i = 1; i <= count; i += 1) {
    const wrong = i % 50 === 0;
    const line = `${file * 1_000_000 + i},U${i % 97},拖欠工资${i},${wrong ? '2026-13-45 00:00:00' : '2026-03-05 10:00:00'},第${i}条留言`;
    lines.push(line);
    if (wrong) bad += 1;
    else if (i % 75 === 0) {
      lines.push(line);
      repeated += 1;
    }
  }
  return { text: `${lines.join('\n')}\n`, rows: lines.length - 1, bad, repeated };
}

/** The session outlives the product: it is signed in once and used against every start. */
class Uploader {
  #headers: Record<string, string> = {};

  async signIn({ url, password }: RunningProduct): Promise<void> {
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password }),
    });
    if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await answer.json());
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    this.#headers = { cookie: cookie.join('; '), 'x-csrf-token': csrfToken };
  }

  /** The batch that the product acknowledged, or null when it was killed before it could. */
  async send({ url }: RunningProduct, name: string, text: string): Promise<string | null> {
    const form = new FormData();
    form.set('file', new Blob([text]), name);
    const body = { method: 'POST', headers: this.#headers, body: form };
    const answer = await fetch(`${url}/api/v1/imports?source=complaints`, body).catch(() => null);
    if (answer === null) return null;
    const received = await answer.json().catch(() => null);
    return answer.ok ? (ReceivedSchema.safeParse(received).data?.batchId ?? null) : null;
  }

  async batch({ url }: RunningProduct, id: string): Promise<Batch> {
    const answer = await fetch(`${url}/api/v1/imports/${id}`, { headers: this.#headers });
    return BatchSchema.parse(await answer.json());
  }
}

async function postgresPid(dataDir: string): Promise<number> {
  const text = await readFile(join(dataPaths(dataDir).postgres, 'db', 'postmaster.pid'), 'utf8');
  return Number.parseInt(text, 10);
}

function kill(pid: number | undefined): void {
  if (pid !== undefined) execFileSync('sh', ['-c', `kill -9 ${pid} 2>/dev/null || true`]);
}

let dataDir: string;
let product: RunningProduct;

beforeAll(async () => {
  dataDir = await temporaryFolder('crash');
  product = await startProduct({ dataDir, args });
});
afterAll(async () => {
  await product.discard();
  // Left over only when the test broke off between a kill and the next start.
  kill(await postgresPid(dataDir).catch(() => undefined));
});

test(
  `${kills} kills during imports lose nothing that was acknowledged, and the counts add up`,
  { timeout: 900_000 },
  async () => {
    const seed = Date.now() % 1_000_000;
    const next = chance(seed);
    const uploader = new Uploader();
    await uploader.signIn(product);
    const deliveries: Delivery[] = [];
    const history: string[] = [`seed ${seed}`];

    for (let round = 1; round <= kills; round += 1) {
      const server = await readServerFile(dataDir);
      const postgres = await postgresPid(dataDir);
      const uploads = [0, 1].map(async (half) => {
        const { text, ...counts } = messages(round * 2 + half, 500 + next(8_000));
        const batchId = await uploader.send(product, `留言-${round}-${half}.csv`, text);
        if (batchId !== null) deliveries.push({ batchId, ...counts });
      });
      await sleep(next(2_000));
      const kind = (['product', 'product and launcher', 'everything'] as const)[next(3)] ?? 'product';
      history.push(`${round}: ${kind}`);
      if (kind !== 'product') kill(product.launcher.pid);
      kill(server?.pid);
      if (kind === 'everything') kill(postgres);
      await Promise.all(uploads);
      if (kind === 'product') {
        const answers = () =>
          fetch(`${product.url}/api/health/ready`)
            .then((answer) => answer.ok)
            .catch(() => false);
        await expect.poll(answers, { timeout: 60_000, message: history.join(', ') }).toBe(true);
        // The launcher gives up after five deaths in ten minutes, as it should: a new one starts to count anew.
        if (round % 4 === 0) {
          await product.stop();
          product = await startProduct({ dataDir, args });
        }
      } else product = await startProduct({ dataDir, args });
    }

    expect(deliveries.length, history.join(', ')).toBeGreaterThan(kills / 2);
    for (const { batchId, rows, bad, repeated } of deliveries) {
      const state = () => uploader.batch(product, batchId).then((batch) => batch.state);
      await expect.poll(state, { timeout: 240_000, interval: 500, message: history.join(', ') }).toBe('done');
      const batch = await uploader.batch(product, batchId);
      const counts = {
        rows: batch.rows,
        quarantined: batch.quarantined,
        accepted: batch.accepted,
        duplicates: batch.duplicates,
      };
      expect(counts, `${batchId}; ${history.join(', ')}`).toEqual({
        rows,
        quarantined: bad,
        accepted: rows - bad - repeated,
        duplicates: repeated,
      });
    }

    const server = await readServerFile(dataDir);
    if (server === null) throw new Error('the product left no word of itself');
    const warehouse = await openServerWarehouse(server.warehouse);
    const ids = deliveries.map(({ batchId }) => batchId);
    const [kept] = await warehouse.run(
      `SELECT
       (SELECT uniqExact(batch_id, sheet, row) FROM miaotou.raw_rows WHERE batch_id IN {ids:Array(UInt64)}) AS raw,
       (SELECT uniqExact(batch_id, sheet, row) FROM miaotou.quarantine WHERE batch_id IN {ids:Array(UInt64)}) AS bad,
       (SELECT uniqExact(event_id) FROM miaotou.events WHERE batch_id IN {ids:Array(UInt64)}) AS events`,
      { ids },
      z.object({ raw: z.coerce.number(), bad: z.coerce.number(), events: z.coerce.number() }),
    );
    await warehouse.close();
    const sum = (pick: (delivery: Delivery) => number) =>
      deliveries.reduce((total, one) => total + pick(one), 0);
    expect(kept, history.join(', ')).toEqual({
      raw: sum(({ rows }) => rows),
      bad: sum(({ bad }) => bad),
      events: sum(({ rows, bad, repeated }) => rows - bad - repeated),
    });
  },
);
