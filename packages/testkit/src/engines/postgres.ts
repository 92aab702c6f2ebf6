import { openRecords, startEmbeddedPostgres } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { Client } from 'pg';
import { endAfterwards, temporaryFolder } from './afterwards.js';

const template = 'miaotou_template';
let booted: Promise<string> | null = null;
let made = 0;

async function statement(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function boot(): Promise<string> {
  const directory = await temporaryFolder('pg');
  const { url, pid } = await startEmbeddedPostgres({ directory });
  endAfterwards(pid, 'INT');
  await statement(url, `CREATE DATABASE ${template}`);
  const records = await openRecords({ url: databaseUrl(url, template), connections: 1 });
  await records.migrate();
  await records.close();
  return url;
}

/** The URL of a fresh, migrated database on this process's own PostgreSQL, which boots at the first call. */
export async function testDatabase(): Promise<string> {
  booted ??= boot();
  const url = await booted;
  made += 1;
  const name = `test_${made}`;
  await statement(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return databaseUrl(url, name);
}

/** Records over a fresh, migrated database. The caller closes them. */
export async function testRecords(): Promise<OpenRecords> {
  return openRecords({ url: await testDatabase(), connections: 5 });
}
