import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WarehouseError } from '../client/index.js';

/** One step of the schema, as its file says it. */
export interface Migration {
  /** File name without ending, e.g. 0001_foundation. */
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

export const migrationsDirectory = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Statements end with a semicolon at a line's end; text of comments alone is none. */
export function splitStatements(sql: string): string[] {
  return sql
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^\s*--.*$/gm, '').trim() !== '');
}

/** Reads the steps in order; two steps of one number are refused. */
export async function readMigrations(directory: string = migrationsDirectory): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const numbers = new Set<string>();
  const migrations: Migration[] = [];
  for (const file of files) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1];
    if (number === undefined || numbers.has(number)) {
      throw new WarehouseError(
        'permanent',
        'MIGRATION',
        `${file}: wants a number of its own, as in 0002_name.sql`,
      );
    }
    numbers.add(number);
    const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
    migrations.push({
      name: file.slice(0, -'.sql'.length),
      hash: createHash('sha256').update(sql.trim()).digest('hex'),
      statements: splitStatements(sql),
    });
  }
  return migrations;
}
