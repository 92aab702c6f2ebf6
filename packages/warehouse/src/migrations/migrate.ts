import { z } from 'zod';
import { WarehouseError } from '../client/index.js';
import type { Warehouse } from '../client/index.js';
import { readMigrations } from './files.js';
import type { Migration } from './files.js';

const AppliedSchema = z.object({ name: z.string(), hash: z.string() });
type Applied = z.infer<typeof AppliedSchema>;

const createTable = `CREATE TABLE IF NOT EXISTS miaotou.schema_migrations (
  name String, hash String, applied_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY name`;

async function readApplied(warehouse: Warehouse): Promise<Applied[]> {
  const [table] = await warehouse.run(
    `SELECT count() > 0 AS there FROM system.tables WHERE database = 'miaotou' AND name = 'schema_migrations'`,
    {},
    z.object({ there: z.coerce.boolean() }),
  );
  if (table?.there !== true) return [];
  return warehouse.run(`SELECT DISTINCT name, hash FROM miaotou.schema_migrations`, {}, AppliedSchema);
}

function refusal(zh: string, en: string): WarehouseError {
  return new WarehouseError('permanent', 'MIGRATION', en, { zh, en });
}

/** What is still to run. Throws where history and files disagree: a step was changed after it ran, or is gone. */
export function pendingOf(files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, hash } of applied) {
    const file = byName.get(name);
    if (file === undefined) {
      throw refusal(
        `分析库执行过 ${name}，但本程序没有这个步骤：数据来自更新的版本，请使用同版或更新的程序。`,
        `The warehouse has run ${name}, which this program does not know: the data is from a newer version; use that version or a newer one.`,
      );
    }
    if (file.hash !== hash) {
      throw refusal(
        `${name}.sql 执行之后被改动过。已执行的步骤不得修改，请恢复原文件，另加新步骤。`,
        `${name}.sql was changed after it ran. A step that has run must not change: restore the file and add a new one.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}

/** Names and statements that `migrateWarehouse` would run now; changes nothing. */
export async function pendingWarehouseMigrations(
  warehouse: Warehouse,
  directory?: string,
): Promise<Migration[]> {
  return pendingOf(await readMigrations(directory), await readApplied(warehouse));
}

/**
 * Runs what is pending, in order, and gives the names that ran. The caller holds the lock of all migrations.
 * A step cut off in the middle runs again from its start, so every statement says IF NOT EXISTS.
 */
export async function migrateWarehouse(warehouse: Warehouse, directory?: string): Promise<string[]> {
  const pending = await pendingWarehouseMigrations(warehouse, directory);
  if (pending.length === 0) return [];
  await warehouse.command(createTable);
  for (const { name, hash, statements } of pending) {
    for (const statement of statements) await warehouse.command(statement);
    await warehouse.insert('miaotou.schema_migrations', [{ name, hash, applied_at: new Date() }]);
  }
  return pending.map(({ name }) => name);
}
