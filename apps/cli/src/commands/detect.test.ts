import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DetectOutputSchema } from '@miaotou/contracts';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { detectCommand } from './detect.js';
import { jsonItems } from './json-items.js';

const directory = mkdtempSync(join(tmpdir(), 'detect-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const input = join(directory, 'in.json');
const output = join(directory, 'out.json');

async function run(text: string, method = 'ears-c1') {
  writeFileSync(input, text);
  rmSync(output, { force: true });
  const notes: string[] = [];
  const prints: string[] = [];
  const command = detectCommand({ print: (line) => prints.push(line), note: (line) => notes.push(line) })
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  await command.parseAsync(['--method', method, '--input', input, '--output', output, '--json'], {
    from: 'user',
  });
  const written = DetectOutputSchema.parse(JSON.parse(readFileSync(output, 'utf8')));
  const summary: unknown = JSON.parse(prints.join(''));
  return { written, summary, notes };
}

const flat = [3, 3, 3, 3, 3, 3, 3, 9];
const good = { id: 'a', freq: 52, start: [2024, 1], observed: flat, range: [7, 8] };

describe('miaotou detect', () => {
  it('writes the arrays of each series over its range, null where nothing can be said', async () => {
    const { written, summary } = await run(JSON.stringify({ note: ['series'], series: [good] }));
    expect(written).toEqual({
      method: 'ears-c1',
      series: [{ id: 'a', range: [7, 8], upperbound: [null, 3], alarm: [null, 1] }],
    });
    expect(summary).toMatchObject({ series: 1, refused: 0, points: 2, alarms: 1 });
  });

  it('judges by the product’s own method under its name, with columns of the calendar', async () => {
    const observed = Array.from({ length: 60 }, (_, at) => (at === 59 ? 30 : 3 + (at % 4)));
    const series = { ...good, observed, range: [20, 60], control: { covariates: [observed.map(() => 0)] } };
    const { written, summary } = await run(JSON.stringify({ series: [series] }), 'unusual');
    expect(written.series[0]).toMatchObject({ alarm: [...Array(9).fill(null), ...Array(31).fill(0), 1] });
    expect(written.series[0]).toHaveProperty('pvalue.40', expect.closeTo(0, 6));
    expect(summary).toMatchObject({ points: 41, alarms: 1 });
  });

  it.each<[string, object, { code: string; at?: number }]>([
    ['a negative count', { observed: [3, -1, 3] }, { code: 'count-negative', at: 2 }],
    ['a fractional count', { observed: [3, 3, 0.5] }, { code: 'count-fractional', at: 3 }],
    ['a text for a count', { observed: [3, 'x'] }, { code: 'series' }],
    ['a range beyond the series', { range: [1, 9] }, { code: 'range' }],
    ['an upside-down range', { range: [4, 2] }, { code: 'range' }],
    [
      'a doubled date',
      { observed: [1, 2], range: [1, 1], dates: ['2024-01-01', '2024-01-01'] },
      { code: 'dates-unordered', at: 2 },
    ],
    [
      'no day of the calendar',
      { observed: [1], range: [1, 1], dates: ['2023-02-29'] },
      { code: 'date-unreadable', at: 1 },
    ],
    ['a frequency of 0', { freq: 0 }, { code: 'frequency' }],
    ['a control that the method does not have', { control: { h: 2 } }, { code: 'control' }],
    ['a control that cannot be', { control: { baseline: 1 } }, { code: 'control' }],
    ['no counts', { observed: undefined }, { code: 'series' }],
  ])('%s is the fault of its series alone', async (_, wrong, error) => {
    const { written, notes } = await run(JSON.stringify({ series: [{ ...good, id: 'b', ...wrong }, good] }));
    expect(written.series[0]).toMatchObject({
      id: 'b',
      error: { ...error, zh: expect.any(String), en: expect.any(String) },
    });
    expect(written.series[1]).toHaveProperty('alarm', [null, 1]);
    expect(notes[0]).toMatch(/^b/);
  });

  it.each([
    ['no list of series', '{"rows":[1]}', 'unreadable-input'],
    ['a list and no object', '[1]', 'unreadable-input'],
    ['nothing', '', 'unreadable-input'],
    ['half a file', `{"series":[${JSON.stringify(good)},{"id":`, 'unreadable-input'],
    ['a list that is not closed', `{"series":[${JSON.stringify(good)}`, 'unreadable-input'],
    ['something behind the end', '{"series":[]} 1', 'unreadable-input'],
    ['a broken item', '{"series":[{"id":1,}]}', 'unreadable-input'],
  ])('%s is wrong input, and nothing is written', async (_, text, code) => {
    await expect(run(text)).rejects.toMatchObject({ code, text: { zh: expect.any(String) } });
    expect(readdirSync(directory).filter((name) => name.includes('out.json'))).toEqual([]);
  });

  it('a method that is not there is told with those that are', async () => {
    await expect(run('{"series":[]}', 'crystal-ball')).rejects.toMatchObject({
      code: 'unknown-method',
      text: { en: expect.stringContaining('farrington-flexible') },
    });
  });

  it('a file without series gives a file without series', async () => {
    expect((await run('{"series":[]}')).written.series).toEqual([]);
  });

  it('cuts the items out of any JSON, wherever the chunks of the file end', async () => {
    const item = fc.jsonValue({ maxDepth: 3 });
    const other = fc.dictionary(
      fc.string().filter((name) => name !== 'series'),
      item,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(item), other, fc.integer({ min: 1, max: 9 }), async (items, rest, bytes) => {
        writeFileSync(input, JSON.stringify({ ...rest, series: items }, null, bytes % 3));
        const read: unknown[] = [];
        for await (const each of jsonItems(input, 'series', bytes)) read.push(each);
        expect(JSON.stringify(read)).toBe(JSON.stringify(items));
      }),
      { numRuns: 20 },
    );
  });
});
