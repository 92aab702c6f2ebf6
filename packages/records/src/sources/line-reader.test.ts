import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLineReader } from './line-reader.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mt-lines-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, text: string, numbers: readonly number[]): Promise<[number, string][]> {
  await writeFile(join(folder, name), text);
  const lines = createLineReader((file) => join(folder, file));
  return [...(await lines(name, numbers))].toSorted(([a], [b]) => a - b);
}

describe('lines of a kept text', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => `第${at + 1}行`);

  test.each([
    ['the first and the last', many.join('\n'), [1, 5_000]],
    ['beside the noted places', many.join('\n'), [1_024, 1_025, 2_048, 2_049]],
    ['with line feeds at the end', `${many.join('\n')}\n`, [5_000]],
    ['with carriage returns', `${many.join('\r\n')}\r\n`, [1, 1_025, 5_000]],
  ])('are found by number: %s', async (_name, text, numbers) => {
    expect(await read('many.csv', text, numbers)).toEqual(
      numbers.map((number) => [number, many[number - 1]]),
    );
  });

  test('that are not there are left out', async () => {
    expect(await read('few.csv', 'a\nb\n', [0, 1, 2, 3, 99])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  test('of a file that is gone are an error, and are found once it is back', async () => {
    const lines = createLineReader((file) => join(folder, file));
    await expect(lines('late.csv', [1])).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(join(folder, 'late.csv'), 'a\n');
    expect([...(await lines('late.csv', [1]))]).toEqual([[1, 'a']]);
  });
});
