import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, makeFolder, readFileWhole } from '../fixtures/files.js';
import { ReadError } from '../index.js';
import { RecordReader } from './records.js';
import { detectSeparator } from './separator.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

const read = async (bytes: Uint8Array | string) => {
  const { delivery, sheets } = await readFileWhole(await folder.write(bytes, 'round.csv'));
  return { delivery, rows: sheets[0]?.rows ?? [], cells: cellsOf(sheets) };
};

const header = ['统一社会信用代码', '单位名称', '欠缴税额'];
const rare = '㐱𠮷䶮龦喆堃';
const body = ['91445224MA00000000', `惠来县${rare}制衣厂`, '1200.50'];
const text = (separator: string, lineEnd = '\n') =>
  [header, body].map((cells) => cells.join(separator) + lineEnd).join('');

describe('encodings', () => {
  const cases = [
    { name: 'UTF-8', bytes: Buffer.from(text(',')), encoding: 'UTF-8' },
    { name: 'UTF-8 with a mark', bytes: Buffer.from(`\uFEFF${text(',')}`), encoding: 'UTF-8' },
    { name: 'GB18030 with rare characters', bytes: iconv.encode(text(','), 'gb18030'), encoding: 'GB18030' },
    {
      name: 'UTF-16LE with a mark',
      bytes: iconv.encode(text(','), 'utf-16le', { addBOM: true }),
      encoding: 'UTF-16LE',
    },
    {
      name: 'UTF-16BE with a mark',
      bytes: iconv.encode(text(','), 'utf-16be', { addBOM: true }),
      encoding: 'UTF-16BE',
    },
    { name: 'UTF-16LE without a mark', bytes: iconv.encode(text(','), 'utf-16le'), encoding: 'UTF-16LE' },
    {
      name: 'UTF-16BE without a mark',
      bytes: iconv.encode(text(','), 'utf-16be', { addBOM: false }),
      encoding: 'UTF-16BE',
    },
  ];
  it.each(cases)('$name', async ({ bytes, encoding }) => {
    const { delivery, cells } = await read(bytes);
    expect(delivery).toMatchObject({ format: 'csv', encoding, separator: ',' });
    expect(cells).toEqual([header, body]);
  });

  it('a file in plain ASCII for a megabyte and then in GB18030', async () => {
    const lines = 'code,name\n' + 'X1,plain\n'.repeat(120_000) + 'X2,惠来县讨薪\n';
    const { delivery, rows } = await read(iconv.encode(lines, 'gb18030'));
    expect(delivery.encoding).toBe('GB18030');
    expect(rows.at(-1)).toEqual({ row: 120_002, cells: ['X2', '惠来县讨薪'] });
  });

  it('characters cut by the edge of a chunk stay whole', async () => {
    for (const [encoding, name] of [
      ['utf8', 'UTF-8'],
      ['gb18030', 'GB18030'],
    ] as const) {
      const lines = `a,${'惠来𠮷'.repeat(60)}\n`.repeat(3000);
      const { delivery, cells } = await read(iconv.encode(`x${lines}`, encoding));
      expect(delivery.encoding).toBe(name);
      expect(new Set(cells.slice(1).map((row) => row[1]))).toEqual(new Set(['惠来𠮷'.repeat(60)]));
    }
  });

  it('gzip is told by its bytes', async () => {
    const { delivery, cells } = await read(gzipSync(text(',')));
    expect(delivery.format).toBe('csv.gz');
    expect(cells).toEqual([header, body]);
  });
});

describe('records', () => {
  const cases: { name: string; text: string; rows: [row: number, ...cells: string[]][] }[] = [
    {
      name: 'mixed line ends',
      text: 'a,b\r\n1,2\n3,4\r5,6',
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    },
    {
      name: 'a line break in quotes counts for the rows after it',
      text: 'a,b\n"1\r\nx\ny",2\n3,4\n',
      rows: [
        [1, 'a', 'b'],
        [2, '1\r\nx\ny', '2'],
        [5, '3', '4'],
      ],
    },
    {
      name: 'doubled quotes',
      text: 'a,b\n"say ""hi""",""""\n',
      rows: [
        [1, 'a', 'b'],
        [2, 'say "hi"', '"'],
      ],
    },
    {
      name: 'a stray quote inside a cell',
      text: 'a,b\n5" pipe,x"y"\n',
      rows: [
        [1, 'a', 'b'],
        [2, '5" pipe', 'x"y"'],
      ],
    },
    {
      name: 'words after a closing quote',
      text: 'a,b\n"1"2,3\n',
      rows: [
        [1, 'a', 'b'],
        [2, '12', '3'],
      ],
    },
    {
      name: 'blank lines are passed over and counted',
      text: 'a,b\n\n\r\n1,2\n',
      rows: [
        [1, 'a', 'b'],
        [4, '1', '2'],
      ],
    },
    {
      name: 'empty cells and rows of empty cells',
      text: 'a,b,c\n,,\n1,,\n',
      rows: [
        [1, 'a', 'b', 'c'],
        [2, '', '', ''],
        [3, '1', '', ''],
      ],
    },
    {
      name: 'ragged rows',
      text: 'a,b\n1\n1,2,3\n',
      rows: [
        [1, 'a', 'b'],
        [2, '1'],
        [3, '1', '2', '3'],
      ],
    },
    {
      name: 'a formula stays the text it is',
      text: 'a,b\n=1+1,"=cmd|x"\n',
      rows: [
        [1, 'a', 'b'],
        [2, '=1+1', '=cmd|x'],
      ],
    },
    {
      name: "Excel's own separator line",
      text: 'sep=;\na;b\n1;2\n',
      rows: [
        [2, 'a', 'b'],
        [3, '1', '2'],
      ],
    },
  ];
  it.each(cases)('$name', async ({ text: content, rows }) => {
    expect((await read(content)).rows).toEqual(rows.map(([row, ...cells]) => ({ row, cells })));
  });

  it('cut anywhere, the same records come out', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '中') }),
        fc.nat(),
        (content, at) => {
          const whole = outcome([content]);
          const cut = at % (content.length + 1);
          expect(outcome([content.slice(0, cut), content.slice(cut)])).toEqual(whole);
          expect(outcome(content.split(''))).toEqual(whole);
        },
      ),
    );
  });

  it('well-formed files read as an independent parser reads them', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('\n', '\r\n'), (table, lineEnd) => {
        const content = table.map((cells) => cells.map(quoted).join(',')).join(lineEnd);
        const oracle: string[][] = parse(content, { record_delimiter: lineEnd });
        expect(collect([content]).map((row) => row.cells)).toEqual(oracle);
      }),
    );
  });
});

describe('separators', () => {
  const cases = [
    { name: 'comma', text: 'a,b\n1,2\n', separator: ',' },
    { name: 'semicolon with decimal commas', text: 'a;b\n1,5;2,5\n3,5;4,5\n', separator: ';' },
    { name: 'tab with commas in the text', text: 'a\tb\n甲，乙, 丙\t1\n丁\t2\n', separator: '\t' },
    { name: 'full-width comma', text: '单位，人数\n甲,乙，1\n丙，2\n', separator: '，' },
    {
      name: 'comma with full-width ones in the text',
      text: '单位,事由\n甲,欠薪，停工\n乙,欠薪，罢工\n',
      separator: ',',
    },
    { name: 'bar', text: 'a|b|c\n1|2|3\n', separator: '|' },
    {
      name: 'a title above the table',
      text: '惠来县欠税情况,2026年\n\na;b;c\n1;2;3\n4;5;6\n',
      separator: ';',
    },
    { name: 'one column', text: 'a\nb\n', separator: ',' },
  ];
  it.each(cases)('$name', ({ text: sample, separator }) => {
    expect(detectSeparator(sample).separator).toBe(separator);
  });
});

it('any table comes back from any encoding, separator and line end', async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('utf8', 'gb18030', 'utf-16le', 'utf-16be'),
      fc.boolean(),
      async (table, separator, lineEnd, encoding, packed) => {
        const named = [header.slice(0, table[0]?.length), ...table];
        const content = named.map((cells) => cells.map(quoted).join(separator) + lineEnd).join('');
        const bytes = iconv.encode(content, encoding, { addBOM: encoding.startsWith('utf-16') });
        const { delivery, cells } = await read(packed ? gzipSync(bytes) : bytes);
        expect(cells).toEqual(named);
        expect(delivery.separator).toBe(separator);
      },
    ),
    { numRuns: 150 },
  );
});

/** Records, or the code of the refusal. */
function outcome(chunks: readonly string[]) {
  try {
    return collect(chunks);
  } catch (error) {
    return error instanceof ReadError ? error.code : error;
  }
}

function collect(chunks: readonly string[]) {
  const reader = new RecordReader(',', 1_000_000, {});
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Tables of two or three columns; the first cell is never empty, so that no row is a blank line. */
const cell = fc.string({
  unit: fc.constantFrom('a', '7', ' ', ',', ';', '|', '\t', '"', '\n', '惠', '㐱', '𠮷', '元', '=', '-'),
  maxLength: 12,
});
const tables = fc.integer({ min: 2, max: 3 }).chain((width) =>
  fc.array(
    fc
      .tuple(cell, fc.array(cell, { minLength: width - 1, maxLength: width - 1 }))
      .map(([first, rest]) => [`k${first}`, ...rest]),
    { minLength: 1, maxLength: 20 },
  ),
);
