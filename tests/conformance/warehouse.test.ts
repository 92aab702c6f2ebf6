import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@miaotou/testkit';
import {
  defineQuery,
  openEmbeddedWarehouse,
  openServerWarehouse,
  serveEmbeddedWarehouse,
} from '@miaotou/warehouse';
import type { Facade, Warehouse, WarehouseError } from '@miaotou/warehouse';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

let directory: string;
let embedded: Warehouse;
let facade: Facade;

beforeAll(async () => {
  directory = await temporaryFolder('warehouse');
  const path = join(directory, 'clickhouse');
  embedded = await openEmbeddedWarehouse({ path, connections: 2 });
  facade = await serveEmbeddedWarehouse({ path, temporary: join(directory, 'tmp') });
});

afterAll(async () => {
  await facade.close();
  await embedded.close();
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

const transports: [string, () => Promise<Warehouse>][] = [
  ['in the process', () => Promise.resolve(embedded)],
  ['over HTTP', () => openServerWarehouse({ url: facade.url, user: facade.user, password: facade.password })],
];

describe.each(transports)('the warehouse %s', (where, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
  });
  beforeEach(async () => {
    await embedded.command('DROP TABLE IF EXISTS miaotou.things SYNC');
    await embedded.command(
      `CREATE TABLE miaotou.things (id UInt64, word String, amount Nullable(Int64), seen DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY id`,
    );
  });
  afterAll(async () => {
    if (where === 'over HTTP') await warehouse.close();
  });

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
    await warehouse.command('DROP TABLE miaotou.later');
    await expect(warehouse.command('SELECT x FROM scratch')).rejects.toThrow('scratch');
  });

  test('a file of many rows goes in whole', async () => {
    const path = join(directory, 'many.csv');
    const lines = Array.from({ length: 300_000 }, (_, id) => `${id},"word, ${id}"`);
    await writeFile(path, `id,word\n${lines.join('\n')}\n`);
    await warehouse.insertFile({
      into: 'miaotou.things',
      columns: ['id', 'word', 'seen'],
      path,
      format: 'CSVWithNames',
      structure: 'id UInt64, word String',
      select: `id, word, now64(3)`,
      settings: { max_insert_threads: 2 },
    });
    const counted = await warehouse.run(
      'SELECT uniqExact(word) AS n FROM miaotou.things',
      {},
      z.object({ n: z.coerce.number() }),
    );
    expect(counted).toEqual([{ n: 300_000 }]);
  });

  test('rows of a file know their places, however many are read and written at once', async () => {
    const path = join(directory, `placed-${where}.csv`);
    const lines = Array.from({ length: 400_000 }, (_, at) =>
      at % 3 === 0 ? `${at},"two\nlines"` : `${at},one`,
    );
    await writeFile(path, `id,word\n${lines.join('\n')}\n`);
    await warehouse.command('CREATE OR REPLACE TABLE miaotou.placed (at UInt32, id UInt32) ENGINE = Memory');
    await warehouse.insertFile({
      into: 'miaotou.placed',
      columns: ['at', 'id'],
      path,
      format: 'CSV',
      structure: 'id String, word String',
      place: 'place',
      select: 'place - 1, toUInt32(id)',
      where: 'place > 0',
      settings: { max_insert_threads: 2, input_format_csv_detect_header: 0 },
    });
    const counted = await warehouse.run(
      'SELECT count() AS rows, countIf(at = id) AS right FROM miaotou.placed',
      {},
      z.object({ rows: z.coerce.number(), right: z.coerce.number() }),
    );
    expect(counted).toEqual([{ rows: 400_000, right: 400_000 }]);
  });

  test('a file goes in by a statement far longer than most addresses', async () => {
    const path = join(directory, `long-${where}.csv`);
    await writeFile(path, '1\n2\n');
    const noOp = Array.from({ length: 2_000 }, (_, at) => `AND id != ${at + 1_000}`).join(' ');
    await warehouse.insertFile({
      into: 'miaotou.things',
      columns: ['id', 'word', 'seen'],
      path,
      format: 'CSV',
      select: `id, if(id > 0 ${noOp}, 'kept', 'lost'), now64(3)`,
      structure: 'id UInt64',
    });
    const rows = await warehouse.run(
      'SELECT count() AS n FROM miaotou.things WHERE word = {word:String}',
      { word: 'kept' },
      z.object({ n: z.coerce.number() }),
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('a file with a line that cannot be read is refused', async () => {
    const path = join(directory, 'bad.tsv');
    await writeFile(path, '1\ta\nx\tb\n');
    const load = { into: 'miaotou.things', columns: ['id', 'word', 'seen'], path, format: 'TSV' } as const;
    await expect(
      warehouse.insertFile({ ...load, structure: 'id UInt64, word String', select: 'id, word, now64(3)' }),
    ).rejects.toMatchObject({ name: 'WarehouseError', kind: 'permanent' });
  });

  test('parameters of every kind arrive as they were sent', async () => {
    const text = `'";\\\t\n{x:String}中`;
    const [row] = await warehouse.run(
      `SELECT {t:String} AS t, {l:Array(String)} AS l, {n:Nullable(String)} AS n, {i:UInt64} AS i, {f:Float64} AS f,
         {b:Bool} AS b, {d:Date} AS d, {a:DateTime64(3, 'UTC')} AS a, {m:Map(String, Int64)} AS m, {e:Array(UInt8)} AS e, {u:Array(UInt64)} AS u`,
      {
        t: text,
        l: [text, ''],
        n: null,
        i: 18446744073709551615n,
        f: 0.1,
        b: true,
        d: '2026-02-28',
        a: new Date('2026-01-02T03:04:05.678Z'),
        m: { 键: 1 },
        e: [],
        u: ['18446744073709551615', 7, 8n],
      },
      z.record(z.string(), z.unknown()),
    );
    expect(row).toEqual({
      t: text,
      l: [text, ''],
      n: null,
      i: '18446744073709551615',
      f: 0.1,
      b: true,
      d: '2026-02-28',
      a: '2026-01-02T03:04:05.678Z',
      m: { 键: '1' },
      e: [],
      u: ['18446744073709551615', '7', '8'],
    });
  });

  test('many calls at once all get their own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        warehouse.run('SELECT {i:UInt8} AS i', { i }, z.object({ i: z.number() })).then((rows) => rows[0]?.i),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  test('a list of twenty thousand ids can be bound', async () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `employer-${i}`);
    const counted = await warehouse.run(
      'SELECT length({ids:Array(String)}) AS n',
      { ids },
      z.object({ n: z.coerce.number() }),
    );
    expect(counted).toEqual([{ n: 20_000 }]);
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

test('the door wants the password', async () => {
  const { url, user } = facade;
  await expect(openServerWarehouse({ url, user, password: 'wrong' })).rejects.toThrow(
    'Authentication failed',
  );
});
