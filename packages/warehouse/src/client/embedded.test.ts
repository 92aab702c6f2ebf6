import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineQuery, openEmbeddedWarehouse } from './index.js';
import type { Warehouse, WarehouseError } from './index.js';

let directory: string;
let warehouse: Warehouse;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'miaotou-warehouse-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 2 });
  await warehouse.command(
    `CREATE TABLE miaotou.things (id UInt64, word String, amount Nullable(Int64), seen DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY id`,
  );
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

const Thing = z.object({
  id: z.string(),
  word: z.string(),
  amount: z.string().nullable(),
  seen: z.iso.datetime(),
});
const thingsByWord = defineQuery({
  name: 'things.byWord',
  sql: `SELECT * FROM miaotou.things WHERE word = {word:String} AND seen <= {asOf:DateTime64(3, 'UTC')} ORDER BY id`,
  params: z.object({ word: z.string(), asOf: z.date() }),
  row: Thing,
});

describe('the embedded warehouse', () => {
  test('gives back what was inserted, digit for digit', async () => {
    const seen = new Date('2026-01-02T03:04:05.678Z');
    const word = `引'号"\\反斜\n换行\t䶮`;
    await warehouse.insert('miaotou.things', [{ id: 18446744073709551615n, word, amount: null, seen }]);
    expect(await warehouse.query(thingsByWord, { word, asOf: seen })).toEqual([
      { id: '18446744073709551615', word, amount: null, seen: '2026-01-02T03:04:05.678Z' },
    ]);
    expect(await warehouse.query(thingsByWord, { word, asOf: new Date(seen.getTime() - 1) })).toEqual([]);
  });

  test('refuses NULL for a column that must not be missing instead of writing zero', async () => {
    const seen = new Date();
    await expect(
      warehouse.insert('miaotou.things', [{ id: null, word: 'null', amount: 1, seen }]),
    ).rejects.toMatchObject({ name: 'WarehouseError', kind: 'permanent' });
  });

  test('keeps every one of many rows', async () => {
    const rows = Array.from({ length: 12_345 }, (_, id) => ({
      id,
      word: 'many',
      amount: id,
      seen: new Date(0),
    }));
    await warehouse.insert('miaotou.things', rows);
    const counted = await warehouse.run(
      `SELECT count() AS n, sum(amount) AS s FROM miaotou.things WHERE word = 'many'`,
      {},
      z.object({ n: z.string(), s: z.string() }),
    );
    expect(counted).toEqual([{ n: '12345', s: String((12_345 * 12_344) / 2) }]);
  });

  test('loads a file inside the engine', async () => {
    const path = join(directory, "it's.tsv");
    await writeFile(path, '1\t甲\n2\t乙\n');
    await warehouse.insertFile({
      into: 'miaotou.things',
      columns: ['id', 'word', 'amount', 'seen'],
      path,
      format: 'TSV',
      structure: 'a UInt64, b String',
      select: `a, concat('file-', b), NULL, toDateTime64('2026-01-01', 3, 'UTC')`,
    });
    expect(await warehouse.query(thingsByWord, { word: 'file-乙', asOf: new Date() })).toHaveLength(1);
  });

  test('a slow query on every connection does not hold the health ping', async () => {
    const slow = () =>
      warehouse.command(`SELECT sleepEachRow(1) FROM numbers(2) SETTINGS max_block_size = 1`);
    const both = Promise.all([slow(), slow()]);
    const started = performance.now();
    await warehouse.ping();
    expect(performance.now() - started).toBeLessThan(1_000);
    await both;
  });

  test('an abort ends the wait at once and leaves the connection usable', async () => {
    const control = new AbortController();
    const started = performance.now();
    const waiting = warehouse.command(
      `SELECT sleepEachRow(1) FROM numbers(2) SETTINGS max_block_size = 1`,
      {},
      { signal: control.signal },
    );
    control.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - started).toBeLessThan(1_000);
    await warehouse.command('SELECT 1');
  });

  test('settings and temporary tables of exclusive work do not reach anybody else', async () => {
    await warehouse.exclusive(async (own) => {
      await own.command('CREATE TEMPORARY TABLE scratch (x UInt8)');
      await own.command('SET readonly = 1');
      expect(await own.run('SELECT x FROM scratch', {}, z.object({ x: z.number() }))).toEqual([]);
    });
    await warehouse.command('CREATE TABLE miaotou.later (x UInt8) ENGINE = Memory');
    await expect(warehouse.command('SELECT x FROM scratch')).rejects.toThrow('scratch');
  });

  const failures: [string, () => Promise<unknown>, Partial<WarehouseError>][] = [
    ['a syntax error is permanent', () => warehouse.command('SELEC 1'), { kind: 'permanent', code: '62' }],
    [
      'a table that is not there is permanent',
      () => warehouse.command('SELECT * FROM miaotou.nope'),
      { kind: 'permanent', code: '60' },
    ],
    [
      'a query over its time is transient',
      () =>
        warehouse.command(
          'SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_execution_time = 1, max_block_size = 1',
        ),
      { kind: 'transient', code: '159' },
    ],
    [
      'a row of another shape is permanent',
      () => warehouse.run('SELECT 1 AS a', {}, z.object({ a: z.string() })),
      { kind: 'permanent', code: 'ROW_SHAPE' },
    ],
    [
      'a parameter of another shape is permanent',
      () => warehouse.query(thingsByWord, { word: 1 } as never),
      { kind: 'permanent', code: 'PARAMS' },
    ],
    [
      'a table name that carries SQL is refused',
      () => warehouse.insert('miaotou.things; DROP TABLE miaotou.things', [{ id: 1 }]),
      { kind: 'permanent', code: 'NAME' },
    ],
  ];
  test.each(failures)('%s', async (_name, call, expected) => {
    await expect(call()).rejects.toMatchObject(expected);
  });
});
