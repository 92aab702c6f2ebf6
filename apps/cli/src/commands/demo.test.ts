import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoCommand } from './demo.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'miaotou-demo-command-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function run(...options: string[]): Promise<string[]> {
  const printed: string[] = [];
  await demoCommand({
    now: () => new Date('2026-11-23T04:00:00Z'),
    print: (line) => printed.push(line),
    note: () => {},
  })
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(options, { from: 'user' });
  return printed;
}
const small = ['--employers', '200', '--months', '12'];

describe('miaotou demo', () => {
  it('writes the county up to today and tells of it in one object', async () => {
    const [line = ''] = await run('--seed', '3', '--out', directory, '--json', ...small);
    const told: unknown = JSON.parse(line);
    expect(told).toMatchObject({ directory, seed: 3, until: '2026-11-23', incidents: 10 });
    const truth: unknown = JSON.parse(await readFile(join(directory, 'truth.json'), 'utf8'));
    expect(truth).toMatchObject({ synthetic: true, seed: 3, employers: 200 });
    expect((await readdir(directory)).toSorted()).toEqual([
      'complaints',
      'disputes',
      'opinion',
      'petitions',
      'social-insurance',
      'tax',
      'truth.json',
    ]);
  });

  it('replaces an earlier county and leaves nothing of it', async () => {
    await run('--seed', '3', '--out', directory, '--until', '2026-11-23', ...small);
    await run('--seed', '3', '--out', directory, '--until', '2026-06-23', ...small);
    const names = await readdir(join(directory, 'complaints'));
    expect(names.filter((name) => name.includes('2026-11'))).toEqual([]);
  });

  it('refuses a directory that holds something else and leaves it alone', async () => {
    await writeFile(join(directory, 'mine.txt'), 'mine');
    const refused = run('--seed', '3', '--out', directory, ...small);
    await expect(refused).rejects.toMatchObject({ exitCode: 2 });
    expect(await readdir(directory)).toEqual(['mine.txt']);
  });

  it.each([
    ['--seed', '-1'],
    ['--seed', 'x'],
    ['--employers', '99'],
    ['--months', '1e2'],
    ['--until', '2026-02-30'],
  ])('refuses %s %s', async (name, value) => {
    await expect(run('--out', directory, '--seed', '1', name, value)).rejects.toBeInstanceOf(CommanderError);
    expect(await readdir(directory)).toEqual([]);
  });
});
