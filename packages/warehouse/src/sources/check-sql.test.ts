import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ColumnSchema } from '@miaotou/contracts';
import type { ColumnType } from '@miaotou/contracts';
import { faultCodes } from '@miaotou/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { compileCell } from './check-sql.js';
import { compilePlain } from './plain-sql.js';

let directory: string;
let warehouse: Warehouse;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-checks-'));
  warehouse = await openEmbeddedWarehouse({ path: directory, connections: 1 });
}, 60_000);
afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

interface Extra {
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: Record<string, string>;
  readonly factor?: number;
}
const Found = z.object({ value: z.string().nullable(), fault: z.number() });

/** Value (as text) or fault of each text, read as a column of the type. */
async function read(
  type: ColumnType,
  texts: readonly string[],
  extra: Extra = {},
): Promise<(string | null)[]> {
  const { factor = type === 'money' ? 100 : 1, ...rest } = extra;
  const column = ColumnSchema.parse({ field: 'cell', header: '列', type, ...rest });
  const {
    value,
    fault,
    type: stored,
  } = compileCell(column, 'text', factor, { firstDay: '1990-01-01', lastDay: '2027-06-10' });
  const found = await warehouse.run(
    `SELECT toString(CAST(v_cell, {stored:String})) AS value, toUInt8(k_cell) AS fault FROM (
       SELECT ${value} AS v_cell, ${fault} AS k_cell FROM (SELECT arrayJoin({texts:Array(String)}) AS text))`.replace(
      '{stored:String}',
      `'${stored.replaceAll("'", "\\'")}'`,
    ),
    { texts },
    Found,
  );
  return found.map((one) => (one.fault === 0 ? one.value : `!${faultCodes[one.fault - 1] ?? ''}`));
}

const Quick = z.object({
  hard: z.number(),
  quick: z.string().nullable(),
  close: z.string().nullable(),
  fault: z.number(),
});

/** Each text under the quick check, as it stands, and under the close one. */
function compared(
  type: ColumnType,
  texts: readonly string[],
  extra: Extra = {},
): Promise<z.infer<typeof Quick>[]> {
  const { factor = type === 'money' ? 100 : 1, ...rest } = extra;
  const bounds = { firstDay: '1990-01-01', lastDay: '2027-06-10' };
  const quick = ColumnSchema.parse({ field: 'q', header: '列', type, ...rest });
  const close = ColumnSchema.parse({ field: 'c', header: '列', type, ...rest });
  const plain = compilePlain(quick, 'text', factor, bounds);
  const full = compileCell(close, 'trimmed', factor, bounds);
  const stored = full.type.replaceAll("'", "\\'");
  return warehouse.run(
    `SELECT hard, toString(CAST(v_q, '${stored}')) AS quick, toString(CAST(v_c, '${stored}')) AS close, fault FROM (
       SELECT ${plain.value} AS v_q, toUInt8(${plain.unless}) AS hard, ${full.value} AS v_c, toUInt8(${full.fault}) AS fault
       FROM (SELECT arrayJoin({texts:Array(String)}) AS text, trimBoth(text) AS trimmed))`,
    { texts },
    Quick,
  );
}

const cases: Record<string, readonly [ColumnType, Extra, readonly (readonly [string, string | null])[]]> = {
  'money, in fen': [
    'money',
    {},
    [
      ['1200.5', '120050'],
      ['0.1', '10'],
      ['0', '0'],
      ['-5', '-500'],
      ['１２，３４５．６０', '1234560'],
      ['1,234,567.89', '123456789'],
      ['¥ 300元', '30000'],
      ['(12.30)', '-1230'],
      ['3万', '3000000'],
      ['1.5亿元', '15000000000'],
      ['1.005', '100'],
      ['999999999.99', '99999999999'],
      ['', null],
      ['—', null],
      ['约3万', '!approximate-amount'],
      ['3-5万', '!approximate-amount'],
      ['三千余', '!approximate-amount'],
      ['1,23', '!not-a-number'],
      ['1.5.2', '!not-a-number'],
      ['abc', '!not-a-number'],
      ['nan', '!not-a-number'],
      ['inf', '!out-of-range'],
      ['1e400', '!out-of-range'],
      ['1e30', '!out-of-range'],
    ],
  ],
  'a count in ten thousands': [
    'count',
    { factor: 10_000 },
    [
      ['8.29', '82900'],
      ['0.0001', '1'],
      ['3万', '30000'],
      ['1.00005', '!not-whole'],
    ],
  ],
  'a share written as a fraction': ['percent', { factor: 100 }, [['0.07', '7']]],
  'money under a header of 万元': [
    'money',
    { factor: 1_000_000 },
    [
      ['1.23456', '1234560'],
      ['2万', '2000000'],
      ['0.000001', '1'],
    ],
  ],
  count: [
    'count',
    { max: 1000 },
    [
      ['12', '12'],
      ['12人', '12'],
      ['3.0', '3'],
      ['3.5', '!not-whole'],
      ['-1', '!out-of-range'],
      ['1001', '!out-of-range'],
      ['30余人', '!approximate-amount'],
    ],
  ],
  percent: [
    'percent',
    {},
    [
      ['12.5%', '12.5'],
      ['0.125', '0.125'],
    ],
  ],
  day: [
    'day',
    {},
    [
      ['2023-08-01', '2023-08-01'],
      ['2023/8/1', '2023-08-01'],
      ['2023.8.1', '2023-08-01'],
      ['2023年8月1日', '2023-08-01'],
      [' 2023 年 8 月 1 日', '2023-08-01'],
      ['20230801', '2023-08-01'],
      ['45139', '2023-08-01'],
      ['２０２３－８－１', '2023-08-01'],
      ['2023-08-01 10:30:00', '2023-08-01'],
      ['2024-02-29', '2024-02-29'],
      ['至今', null],
      ['2023-02-29', '!not-a-day'],
      ['2023-02-31', '!not-a-day'],
      ['2023/13/1', '!not-a-day'],
      ['2026年13月45日', '!not-a-day'],
      ['2023-8-1x', '!not-a-day'],
      ['2023年8月', '!not-a-day'],
      ['不详', '!not-a-day'],
      ['1900-01-01', '!day-out-of-range'],
      ['2100-01-01', '!day-out-of-range'],
      ['1899-01-01', '!not-a-day'],
    ],
  ],
  month: [
    'month',
    {},
    [
      ['2023-08', '2023-08-01'],
      ['202308', '2023-08-01'],
      ['2023年8月', '2023-08-01'],
      ['2023/8', '2023-08-01'],
      ['2023.08', '2023-08-01'],
      ['2023-08-17', '2023-08-01'],
      ['2023年8月17日', '2023-08-01'],
      ['45139', '2023-08-01'],
      ['2023年第3季度', '2023-07-01'],
      ['2023年三季度', '2023-07-01'],
      ['2023Q4', '2023-10-01'],
      ['2023-13', '!bad-month'],
      ['202313', '!bad-month'],
      ['2023-02-31', '!bad-month'],
      ['8月', '!bad-month'],
    ],
  ],
  'instant, county time': [
    'instant',
    {},
    [
      ['2023-08-01 10:30:00', '2023-08-01 02:30:00.000'],
      ['2023/8/1 8:05', '2023-08-01 00:05:00.000'],
      ['2023-08-01', '2023-07-31 16:00:00.000'],
      ['2023-08-01T10:30:00Z', '2023-08-01 10:30:00.000'],
      ['2023-08-01 25:00:00', '!not-an-instant'],
      ['2023-02-30 10:00:00', '!not-an-instant'],
      ['1980-01-01 00:00:00', '!day-out-of-range'],
    ],
  ],
  flag: [
    'flag',
    {},
    [
      ['是', 'true'],
      ['N', 'false'],
      ['√', 'true'],
      ['也许', '!not-a-flag'],
      ['', null],
    ],
  ],
  choice: [
    'choice',
    { choices: { 已办结: 'closed', 在办: 'open', Closed: 'closed' } },
    [
      ['已办结', 'closed'],
      ['CLOSED', 'closed'],
      ['归档', '!unknown-choice'],
    ],
  ],
  code: [
    'code',
    { required: true },
    [
      ['A-1', 'A-1'],
      ['Ａ １', 'A1'],
      ['4.45224E+17', '!scientific-identifier'],
      ['E12', 'E12'],
      ['', '!empty'],
    ],
  ],
  uscc: [
    'uscc',
    {},
    [
      ['91445224ma4woo1234', '91445224MA4W001234'],
      ['9144 5224-MA4W001234', '91445224MA4W001234'],
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (_name, [type, extra, rows]) => {
  test('reads each form as it was meant, or says why not', async () => {
    const found = await read(
      type,
      rows.map(([text]) => text.trim()),
      extra,
    );
    expect(rows.map(([text], index) => [text, found[index]])).toEqual(
      rows.map(([text, wanted]) => [text, wanted]),
    );
  });
});

describe('the quick check', () => {
  const types = [...new Set(Object.values(cases).map(([type]) => type))];
  const everything = [
    ...new Set(Object.values(cases).flatMap(([, , rows]) => rows.map(([text]) => text))),
    ' 12',
    '12 ',
    '2026-05',
    '2026-05-31',
    '2026-02-30',
    '2026-13',
    '2027-07-01',
    '2026-05-31 08:05',
    '2026-05-31T23:59:59',
    '2026-05-31 24:00:00',
    '1E99',
    '-0',
  ];
  test.each(types.flatMap((type) => [false, true].map((required) => [type, required] as const)))(
    'takes no %s for plain (required: %s) that the close reading sees otherwise',
    async (type, required) => {
      const choices = type === 'choice' ? { choices: { 是: 'yes', ＡＢ: 'ab', Ab: 'other' } } : {};
      const found = await compared(type, [...everything, 'ab', 'AB', 'Ab', '是'], { required, ...choices });
      const plain = found.filter(({ hard }) => hard === 0);
      expect(plain.map(({ quick }) => quick)).toEqual(plain.map(({ close }) => close));
      expect(plain.every(({ fault }) => fault === 0)).toBe(true);
    },
  );

  test.each<[ColumnType, string]>([
    ['text', '惠来甲有限公司'],
    ['code', 'HL-2026-001'],
    ['uscc', '91445224MA4UXXXX1K'],
    ['money', '1200.50'],
    ['count', '12'],
    ['number', '-3.5'],
    ['percent', '99.9'],
    ['day', '2026-05-31'],
    ['month', '2026-05'],
    ['month', '2026-05-31'],
    ['instant', '2026-05-31 08:05:00'],
    ['flag', '是'],
  ])('a %s written %s is plain', async (type, text) => {
    expect(await compared(type, [text])).toMatchObject([{ hard: 0 }]);
  });
});

describe('whatever is written', () => {
  test('an amount of whole fen is read to the fen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 50 }),
        async (amounts) => {
          const texts = amounts.map((fen) => (fen / 100).toFixed(2));
          expect(await read('money', texts)).toEqual(amounts.map(String));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('a day that exists is read as itself, one that does not is refused', async () => {
    const triple = fc.tuple(
      fc.integer({ min: 1991, max: 2026 }),
      fc.integer({ min: 1, max: 13 }),
      fc.integer({ min: 1, max: 32 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(triple, { minLength: 1, maxLength: 50 }), async (days) => {
        const found = await read(
          'day',
          days.map(([year, month, day]) => `${year}年${month}月${day}日`),
        );
        const wanted = days.map(([year, month, day]) => {
          const date = new Date(Date.UTC(year, month - 1, day));
          const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          return real ? date.toISOString().slice(0, 10) : '!not-a-day';
        });
        expect(found).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });

  test('no text makes a check fail', async () => {
    const types: ColumnType[] = [
      'text',
      'code',
      'uscc',
      'money',
      'count',
      'number',
      'percent',
      'day',
      'instant',
      'month',
      'flag',
      'choice',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...types),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { minLength: 1, maxLength: 20 }),
        async (type, texts) => {
          expect(
            await read(
              type,
              texts.map((text) => text.replaceAll('\0', '')),
              type === 'choice' ? { choices: { 甲: 'a' } } : {},
            ),
          ).toHaveLength(texts.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
