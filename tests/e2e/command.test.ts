import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerVerificationSchema } from '@miaotou/contracts';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { miaotou } from './command.js';
import { orderLine, orders } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const admin = callerOf(county, county.sessions.admin);
const folder = mkdtempSync(join(tmpdir(), 'miaotou-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, orders(...lines));
  return path;
}
const run = (...args: readonly string[]) => miaotou(county.dataDir, args);
const batches = async () => (await admin.read<{ total: number }>('/imports')).total;

describe('miaotou, beside the running product', () => {
  it('import: one batch for a file, with its counts', async () => {
    const path = file(
      '命令一.csv',
      orderLine('CMD-1'),
      orderLine('CMD-2', { 受理时间: '2026-02-30 08:00:00' }),
    );
    const { code, out } = await run('import', 'complaints', path, '--received', '2026-03-03', '--json');
    expect(code).toBe(0);
    const told: unknown = JSON.parse(out);
    expect(told).toMatchObject({
      batchId: expect.stringMatching(/^\d+$/),
      file: '命令一.csv',
      rows: 2,
      accepted: 1,
      quarantined: 1,
      duplicates: 0,
      corrected: 0,
    });
    const { batchId } = told as { batchId: string };
    expect(await admin.read(`/imports/${batchId}`)).toMatchObject({ state: 'done', via: 'command', rows: 2 });
  });

  it('import: a batch for each of several files; the corrected one adds a version', async () => {
    const first = file('命令二.csv', orderLine('CMD-3'));
    const second = file(
      '命令三.csv',
      orderLine('CMD-3', { 办结状态: '已办结', 办结时间: '2026-03-05 10:00:00' }),
    );
    const { code, out } = await run('import', 'complaints', first, second, '--json');
    expect(code).toBe(0);
    const { imports } = JSON.parse(out) as { imports: unknown[] };
    expect(imports).toMatchObject([
      { file: '命令二.csv', rows: 1, accepted: 1, corrected: 0 },
      { file: '命令三.csv', rows: 1, accepted: 1, corrected: 1 },
    ]);
    expect(new Set(imports.map((one) => (one as { batchId: string }).batchId)).size).toBe(2);
  });

  it('import: the same file again changes nothing', async () => {
    const path = file('命令四.csv', orderLine('CMD-4'));
    const first = await run('import', 'complaints', path, '--json');
    const before = await batches();
    const again = await run('import', 'complaints', path, '--json');
    expect(again.code).toBe(0);
    expect((JSON.parse(again.out) as { batchId: string }).batchId).toBe(
      (JSON.parse(first.out) as { batchId: string }).batchId,
    );
    expect(await batches()).toBe(before);
  });

  it('evaluate: tells in one object what became of the alerts', async () => {
    const { code, out } = await run('evaluate', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(out) as Record<string, unknown>;
    for (const name of ['subjects', 'signals', 'opened', 'raised', 'lowered', 'resolved'] as const) {
      expect(told[name], name).toBeTypeOf('number');
    }
    expect(told['subjects']).toBeGreaterThan(1000);
    expect(Array.isArray(told['abstentions'])).toBe(true);
  });

  it('ledger verify: the chain holds', async () => {
    const { code, out } = await run('ledger', 'verify', '--json');
    expect(code).toBe(0);
    const verdict = LedgerVerificationSchema.parse(JSON.parse(out));
    expect(verdict).toMatchObject({ holds: true, broken: null });
    expect(verdict.entries).toBeGreaterThan(100);
  });

  it('migrate --dry-run: nothing is left to run, and nothing runs', async () => {
    const { code, out } = await run('migrate', '--dry-run', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ dryRun: true, records: [], warehouse: [] });
  });

  it.each([
    ['a source that is none', ['import', 'weather', 'PATH']],
    ['a file that is not there', ['import', 'complaints', 'PATH', '/nowhere/none.csv']],
    ['a day that no calendar has', ['import', 'complaints', 'PATH', '--received', '2026-02-30']],
    ['a file of another kind', ['import', 'tax', 'PATH']],
    ['an unknown option', ['import', 'complaints', 'PATH', '--sideways']],
    ['an unknown command', ['importt', 'complaints', 'PATH']],
    ['a moment without its zone', ['evaluate', '--as-of', '2026-03-01T10:00']],
  ])('wrong use ends with 2 and changes nothing: %s', async (_, args) => {
    const path = file('命令五.csv', orderLine('CMD-5'));
    const before = await accepted();
    const { code, out, said } = await run(...args.map((arg) => (arg === 'PATH' ? path : arg)));
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(said).toMatch(/[\u4e00-\u9fff]/);
    expect(said).not.toMatch(/^\s+at /m);
    expect(await accepted()).toBe(before);
  });
});

/** Rows kept in all batches of the command and the console so far. */
async function accepted(): Promise<number> {
  const { items } = await admin.read<{ items: { accepted: number }[] }>(
    '/imports?source=complaints&pageSize=200',
  );
  return items.reduce((total, batch) => total + batch.accepted, 0);
}
