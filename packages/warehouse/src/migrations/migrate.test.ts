import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openEmbeddedWarehouse } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { readMigrations, splitStatements } from './files.js';
import { migrateWarehouse, pendingWarehouseMigrations } from './migrate.js';

let directory: string;
let warehouse: Warehouse;

async function steps(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(directory, name);
  await mkdir(folder, { recursive: true });
  for (const [file, sql] of Object.entries(files)) await writeFile(join(folder, file), sql);
  return folder;
}

const first = '-- a;\nCREATE TABLE IF NOT EXISTS miaotou.a (x UInt8) ENGINE = Memory;\n';
const second = 'ALTER TABLE miaotou.a ADD COLUMN IF NOT EXISTS y UInt8;\n';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'miaotou-migrations-'));
  warehouse = await openEmbeddedWarehouse({ path: join(directory, 'clickhouse'), connections: 1 });
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await rm(directory, { recursive: true, force: true });
});

describe('the migrations of the warehouse', () => {
  test('run once, in order, and a dry run changes nothing', async () => {
    const folder = await steps('plain', { '0001_a.sql': first, '0002_b.sql': second });
    expect((await pendingWarehouseMigrations(warehouse, folder)).map(({ name }) => name)).toEqual([
      '0001_a',
      '0002_b',
    ]);
    const tables = () =>
      warehouse.run(
        `SELECT name FROM system.tables WHERE database = 'miaotou'`,
        {},
        z.object({ name: z.string() }),
      );
    expect(await tables()).toEqual([]);
    expect(await migrateWarehouse(warehouse, folder)).toEqual(['0001_a', '0002_b']);
    expect(await migrateWarehouse(warehouse, folder)).toEqual([]);
    expect(await pendingWarehouseMigrations(warehouse, folder)).toEqual([]);
  });

  const refusals: [string, Record<string, string>, string][] = [
    [
      'a step changed after it ran is refused',
      { '0001_a.sql': first.replace('UInt8', 'UInt16'), '0002_b.sql': second },
      'was changed after it ran',
    ],
    ['data of a newer program is refused', { '0001_a.sql': first }, 'newer version'],
    [
      'two steps of one number are refused',
      { '0001_a.sql': first, '0001_b.sql': second },
      'a number of its own',
    ],
    ['a step without a number is refused', { 'a.sql': first }, 'a number of its own'],
  ];
  test.each(refusals)('%s', async (name, files, message) => {
    const folder = await steps(name.replaceAll(' ', '-'), files);
    await expect(migrateWarehouse(warehouse, folder)).rejects.toThrow(message);
  });

  test('a step cut off in the middle is run again whole', async () => {
    const files = { '0001_a.sql': first, '0002_b.sql': second };
    const third = 'CREATE TABLE IF NOT EXISTS miaotou.c (x UInt8) ENGINE = Memory;\n';
    const broken = await steps('broken', { ...files, '0003_c.sql': `${third}DROP TABLE miaotou.nope;\n` });
    await expect(migrateWarehouse(warehouse, broken)).rejects.toThrow('nope');
    const mended = await steps('mended', { ...files, '0003_c.sql': third });
    expect(await migrateWarehouse(warehouse, mended)).toEqual(['0003_c']);
  });

  test('the shipped steps run on an empty warehouse, twice over', async () => {
    await warehouse.command('DROP TABLE miaotou.schema_migrations');
    const shipped = await readMigrations();
    expect(shipped.length).toBeGreaterThan(0);
    expect(await migrateWarehouse(warehouse)).toEqual(shipped.map(({ name }) => name));
    await warehouse.command('DROP TABLE miaotou.schema_migrations');
    expect(await migrateWarehouse(warehouse)).toHaveLength(shipped.length);
  });
});

describe('statements of a file', () => {
  const cases: [string, string, string[]][] = [
    [
      'a semicolon within a line does not end one',
      "SELECT ';' AS a;\nSELECT 2;",
      ["SELECT ';' AS a", 'SELECT 2'],
    ],
    ['comments alone are none', '-- only words;\n\n', []],
    ['the last needs no semicolon', 'SELECT 1', ['SELECT 1']],
    ['Windows line ends', 'SELECT 1;\r\nSELECT 2;\r\n', ['SELECT 1', 'SELECT 2']],
  ];
  test.each(cases)('%s', (_name, sql, expected) => {
    expect(splitStatements(sql)).toEqual(expected);
  });
});
