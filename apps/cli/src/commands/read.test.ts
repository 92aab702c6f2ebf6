import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readCommand } from './read.js';

const directory = mkdtempSync(join(tmpdir(), 'read-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const text =
  '编号,内容\n' +
  '1,"我们30名农民工在惠来县葵潭镇工地干活，老板跑路，\n拖欠三个月工资共12万元，准备去讨薪"\n' +
  '2,小区楼下广场舞噪音扰民\n' +
  '3,\n';

async function run(input: string, ...options: string[]) {
  const notes: string[] = [];
  const output = join(directory, 'out.json');
  rmSync(output, { force: true });
  const command = readCommand({
    print: (line) => notes.push(line),
    note: (line) => notes.push(line),
    withProduct: () => Promise.reject(new Error('a file is read without a product')),
  })
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  await command.parseAsync(['--input', join(directory, input), '--output', output, ...options], {
    from: 'user',
  });
  const written: unknown = JSON.parse(readFileSync(output, 'utf8'));
  return written;
}

describe('miaotou read', () => {
  writeFileSync(join(directory, 'utf8.csv'), text);
  writeFileSync(join(directory, 'utf16.csv'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
  writeFileSync(join(directory, 'packed.csv.gz'), gzipSync(text));

  it.each(['utf8.csv', 'utf16.csv', 'packed.csv.gz'])('%s: one item for each data row', async (file) => {
    expect(await run(file, '--column', '内容')).toMatchObject([
      {
        row: 2,
        labour: true,
        disputeType: 'D11',
        keyGroup: 'KG01',
        headcount: 30,
        amountFen: 12_000_000,
        monthsOwed: 3,
        place: '葵潭镇',
        danger: true,
      },
      { row: 3, labour: false, danger: false, amountFen: null, place: null },
      { row: 4, labour: false, headcount: null, employer: null, words: [] },
    ]);
  });

  it('a column that is not there is told with those that are, and nothing is written', async () => {
    await expect(run('utf8.csv', '--column', '正文')).rejects.toMatchObject({
      code: 'no-such-column',
      text: { zh: expect.stringContaining('编号, 内容') },
    });
    expect(readdirSync(directory).filter((name) => name.includes('out.json'))).toEqual([]);
  });

  it('neither a file nor corrections is wrong use', async () => {
    await expect(run('utf8.csv')).rejects.toMatchObject({ code: 'miaotou.no-input' });
  });

  it('a file that is not there is wrong use', async () => {
    await expect(run('none.csv', '--column', '内容')).rejects.toMatchObject({ code: 'no-such-file' });
  });
});
