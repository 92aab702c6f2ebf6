import { readFileSync, readdirSync, rmSync, mkdtempSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, SystemStatus } from '@miaotou/contracts';
import { signIn, startProduct } from '../e2e/product.js';
import { writeIndicatorFile } from './indicator-file.js';

/** Process ids of a process and all that it started. */
function familyOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // The process ended between the listing and the look.
    }
  }
  const all = [pid];
  for (const one of all) all.push(...(children.get(one) ?? []));
  return all;
}

/** Proportional resident memory of a whole family of processes in MB: pages shared between them count once. */
function residentMb(pid: number): number {
  let kilobytes = 0;
  for (const one of familyOf(pid)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Ended meanwhile.
    }
  }
  return kilobytes / 1024;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Memory of the whole product (launcher, server, PostgreSQL): at rest with the county loaded, and in a large import. */
export async function run(print: (line: string) => void): Promise<void> {
  const product = await startProduct();
  const folder = mkdtempSync(join(tmpdir(), 'miaotou-bench-'));
  try {
    const analyst = await signIn(product, 'analyst');
    for (;;) {
      const status = (await (await analyst.get('/system')).json()) as SystemStatus;
      if (status.loading === null) break;
      await pause(1000);
    }
    await pause(30_000);
    const pid = product.launcher.pid ?? 0;
    const idle = [];
    for (let sample = 0; sample < 10; sample += 1) {
      idle.push(residentMb(pid));
      await pause(1000);
    }
    idle.sort((a, b) => a - b);
    print(
      `idle: ${idle[5]?.toFixed(0)} MB (${idle[0]?.toFixed(0)}–${idle[9]?.toFixed(0)}), goal under 600 MB`,
    );

    const path = join(folder, 'indicators.csv');
    await writeIndicatorFile(path, 2_000_000);
    const form = new FormData();
    form.set('file', await openAsBlob(path), 'indicators.csv');
    const { batchId } = await analyst.form('/imports?source=social-insurance', form);
    let peak = 0;
    for (;;) {
      peak = Math.max(peak, residentMb(pid));
      const batch = (await (await analyst.get(`/imports/${batchId}`)).json()) as Batch;
      if (batch.finishedAt !== null) {
        print(
          `import: ${batch.state}, ${batch.rows} rows, ${batch.accepted} accepted, ${batch.quarantined} quarantined`,
        );
        break;
      }
      await pause(100);
    }
    print(`peak while importing 2,000,000 rows: ${peak.toFixed(0)} MB, goal under 1500 MB`);
  } finally {
    await product.discard();
    rmSync(folder, { recursive: true, force: true });
  }
}
