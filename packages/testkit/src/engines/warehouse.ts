import { migrateWarehouse, openEmbeddedWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { z } from 'zod';
import { temporaryFolder } from './afterwards.js';

let booted: Promise<Warehouse> | null = null;

async function boot(): Promise<Warehouse> {
  const path = await temporaryFolder('ch');
  const warehouse = await openEmbeddedWarehouse({ path, connections: 2 });
  await migrateWarehouse(warehouse);
  return warehouse;
}

/** This process's own migrated warehouse, emptied. The engine serves one directory per process, so all tests share it. */
export async function testWarehouse(): Promise<Warehouse> {
  booted ??= boot();
  const warehouse = await booted;
  const tables = await warehouse.run(
    `SELECT name FROM system.tables
     WHERE database = 'miaotou' AND name != 'schema_migrations' AND engine LIKE '%MergeTree' AND total_rows > 0`,
    {},
    z.object({ name: z.string() }),
  );
  for (const { name } of tables) await warehouse.command(`TRUNCATE TABLE miaotou.${name}`);
  return warehouse;
}
