import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PermanentError } from '@miaotou/engine';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { z } from 'zod';

export const migrationsDirectory = fileURLToPath(new URL('../../migrations/', import.meta.url));

const JournalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });
const AppliedSchema = z.array(z.object({ hash: z.string(), created_at: z.coerce.number() }));

interface Step {
  readonly name: string;
  readonly hash: string;
  readonly when: number;
}

async function readSteps(directory: string): Promise<Step[]> {
  const journal = JournalSchema.parse(
    JSON.parse(await readFile(join(directory, 'meta/_journal.json'), 'utf8')),
  );
  const names = new Map(journal.entries.map(({ tag, when }) => [when, tag]));
  return readMigrationFiles({ migrationsFolder: directory }).map(({ hash, folderMillis }) => ({
    name: names.get(folderMillis) ?? String(folderMillis),
    hash,
    when: folderMillis,
  }));
}

async function readApplied(client: ClientBase | Pool): Promise<z.infer<typeof AppliedSchema>> {
  const there = await client.query(`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS there`);
  if (!z.array(z.object({ there: z.boolean() })).parse(there.rows)[0]?.there) return [];
  const applied = await client.query('SELECT hash, created_at FROM drizzle.__drizzle_migrations');
  return AppliedSchema.parse(applied.rows);
}

function refusal(zh: string, en: string): PermanentError {
  return new PermanentError('conflict', 'migration-history', { zh, en });
}

/** Names of the steps still to run. Throws where a step was changed after it ran, or is not known to this program. */
export async function pendingSteps(
  client: ClientBase | Pool,
  directory: string = migrationsDirectory,
): Promise<string[]> {
  const steps = await readSteps(directory);
  const applied = await readApplied(client);
  for (const { hash, created_at: when } of applied) {
    const step = steps.find((one) => one.when === when);
    if (step === undefined) {
      throw refusal(
        '业务库来自更新的版本：其中有本程序不认识的建库步骤。请使用同版或更新的程序。',
        'The records are from a newer version: they hold a schema step that this program does not know. Use that version or a newer one.',
      );
    }
    if (step.hash !== hash) {
      throw refusal(
        `建库步骤 ${step.name} 执行之后被改动过。已执行的步骤不得修改，请恢复原文件，另加新步骤。`,
        `Schema step ${step.name} was changed after it ran. A step that has run must not change: restore the file and add a new one.`,
      );
    }
  }
  const done = new Set(applied.map(({ created_at: when }) => when));
  return steps.filter(({ when }) => !done.has(when)).map(({ name }) => name);
}

/** Runs the pending steps and gives their names. The caller holds the lock: the migrator itself takes none. */
export async function runSteps(
  client: PoolClient,
  directory: string = migrationsDirectory,
): Promise<string[]> {
  const pending = await pendingSteps(client, directory);
  if (pending.length > 0) await migrate(drizzle(client), { migrationsFolder: directory });
  return pending;
}
