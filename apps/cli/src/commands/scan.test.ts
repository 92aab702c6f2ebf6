import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanOutputSchema } from '@miaotou/contracts';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { scanCommand } from './scan.js';

const directory = mkdtempSync(join(tmpdir(), 'scan-'));
const input = join(directory, 'in.json');
const output = join(directory, 'out.json');
afterEach(() => rmSync(output, { force: true }));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const referenceFolder = new URL('../../../../../shared/reference/detection/', import.meta.url);
const reference = (file: string, name: string): object =>
  (JSON.parse(readFileSync(new URL(file, referenceFolder), 'utf8')) as Record<string, object>)[name] ?? {};

async function run(text: string) {
  writeFileSync(input, text);
  const prints: string[] = [];
  const command = scanCommand({ print: (line) => prints.push(line), note: () => {} })
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  await command.parseAsync(['--input', input, '--output', output, '--json'], { from: 'user' });
  const written = ScanOutputSchema.parse(JSON.parse(readFileSync(output, 'utf8')));
  const summary: unknown = JSON.parse(prints.join(''));
  return { written, summary };
}

/** Four places in a row; the second and third have twice as many cases. */
const row = {
  kind: 'spatial-poisson',
  xy: [
    [0, 0],
    [1, 0],
    [1.5, 0],
    [4, 0],
  ],
  cases: [10, 20, 20, 10],
  population: [100, 100, 100, 100],
  replicates: 99,
};
const days = {
  kind: 'space-time-poisson',
  xy: row.xy,
  counts: row.cases.map(() => [1, 1, 1, 1]),
  baseline: row.cases.map(() => [2, 2, 2, 2]),
  maxDays: 2,
};

describe('miaotou scan', () => {
  it('writes the likeliest cluster of a case of the reference, as it is there', async () => {
    const { written, summary } = await run(
      JSON.stringify({
        ...reference('spacetime_scan.json', 'NYCfever'),
        kind: 'space-time-permutation',
        replicates: 99,
        seed: 4,
      }),
    );
    expect(written).toMatchObject({
      ids: [159, 168, 169, 170, 171, 172, 174, 185, 187],
      centre: 171,
      cases: 4,
      days: 3,
      from: 22,
      to: 24,
    });
    expect(written.llr).toBeCloseTo(3.8454183710604624, 9);
    expect(written.expected).toBeCloseTo(0.6701030927835051, 9);
    expect(written.secondary.length).toBeGreaterThan(0);
    expect(summary).toMatchObject({ output, llr: written.llr, p: written.p });
  });

  it('space alone has no days', async () => {
    const { written } = await run(JSON.stringify(row));
    expect(written).toMatchObject({ ids: [2, 3], cases: 40, expected: 30, relativeRisk: 2 });
    expect('days' in written).toBe(false);
  });

  it('the same seed writes the same, and stopping early says after how many replicates', async () => {
    const first = await run(JSON.stringify({ ...row, seed: 5 }));
    expect((await run(JSON.stringify({ ...row, seed: 5 }))).written).toEqual(first.written);
    const even = { ...row, cases: [15, 16, 15, 14], replicates: 9999, stopAfter: 10 };
    const { written } = await run(JSON.stringify(even));
    expect(written.p).toBeCloseTo(10 / written.replicates, 12);
    expect(written.replicates).toBeLessThan(200);
  });

  it('refuses a folder that is not there before it scans', async () => {
    const command = scanCommand({ print: () => {}, note: () => {} }).exitOverride();
    const target = join(directory, 'none', 'out.json');
    writeFileSync(input, JSON.stringify(row));
    await expect(
      command.parseAsync(['--input', input, '--output', target], { from: 'user' }),
    ).rejects.toMatchObject({ kind: 'invalid', code: 'no-such-folder' });
  });

  it('tells that nothing was found where nowhere are more cases than expected', async () => {
    expect((await run(JSON.stringify({ ...row, cases: [0, 0, 0, 0] }))).written).toEqual({
      llr: 0,
      ids: [],
      cases: 0,
      expected: 0,
      relativeRisk: null,
      p: 1,
      replicates: 0,
      centre: null,
      radius: 0,
      secondary: [],
    });
  });

  it.each<[string, string, string]>([
    ['no JSON', '{"kind":', 'not-json'],
    ['no object', '[]', 'kind'],
    ['another kind', JSON.stringify({ ...row, kind: 'bernoulli' }), 'kind'],
    ['no places', JSON.stringify({ ...row, xy: undefined }), 'xy'],
    ['an empty list of places', JSON.stringify({ ...row, xy: [], cases: [], population: [] }), 'xy'],
    ['latitudes without longitudes', JSON.stringify({ ...row, xy: undefined, lat: [1] }), 'xy'],
    ['too few cases', JSON.stringify({ ...row, cases: [1, 2, 3] }), 'cases'],
    ['negative cases', JSON.stringify({ ...row, cases: [1, -2, 3, 4] }), 'cases.1'],
    ['a text for a count', JSON.stringify({ ...days, counts: [['x']] }), 'counts.0.0'],
    ['a fractional count by day', JSON.stringify({ ...days, counts: [[0.5]] }), 'counts.0.0'],
    ['days that differ', JSON.stringify({ ...days, counts: [[1, 1], [1], [1, 1], [1, 1]] }), 'counts.1'],
    ['a baseline too short', JSON.stringify({ ...days, baseline: [[1, 1, 1, 1]] }), 'baseline'],
    ['cases where none are expected', JSON.stringify({ ...row, expected: [1, 0, 1, 1] }), 'expected.1'],
    ['a window longer than the days', JSON.stringify({ ...days, maxDays: 9 }), 'maxDays'],
    ['no replicates', JSON.stringify({ ...row, replicates: 0 }), 'replicates'],
  ])('refuses %s in both languages, and writes nothing', async (_, text, where) => {
    await expect(run(text)).rejects.toMatchObject({
      name: 'PermanentError',
      kind: 'invalid',
      ...(where === 'not-json' ? { code: where } : { code: 'scan-input', place: { field: where } }),
      text: { zh: expect.stringMatching(/[\u4e00-\u9fff]/u), en: expect.any(String) },
    });
    expect(readdirSync(directory).filter((name) => name.includes('out.json'))).toEqual([]);
  });
});
