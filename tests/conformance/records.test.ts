import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzleOf, openRecords, sqlStateOf, startEmbeddedPostgres } from '@miaotou/records';
import type { EmbeddedPostgres, OpenRecords } from '@miaotou/records';
import { temporaryFolder } from '@miaotou/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const migrationsDirectory = fileURLToPath(new URL('../../packages/records/migrations/', import.meta.url));

describe.each(['socket', 'tcp'] as const)('the records by %s', (transport) => {
  let root: string;
  let postgres: EmbeddedPostgres;
  let records: OpenRecords;

  const count = async () => {
    const found = await drizzleOf(records.read).execute<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM kept`,
    );
    return found.rows[0]?.n;
  };

  beforeAll(async () => {
    root = await temporaryFolder('records');
    postgres = await startEmbeddedPostgres({ directory: root, transport });
    records = await openRecords({ url: postgres.url });
    await drizzleOf(records.read).execute(sql`CREATE TABLE kept (x int PRIMARY KEY)`);
  });

  afterAll(async () => {
    await records.close();
    await postgres.stop();
  });

  test('a transaction that throws leaves nothing behind', async () => {
    const failing = records.transaction(async (tx) => {
      await drizzleOf(tx).execute(sql`INSERT INTO kept VALUES (1)`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await count()).toBe(0);
  });

  test('a failed statement tells its SQLSTATE', async () => {
    await drizzleOf(records.read).execute(sql`INSERT INTO kept VALUES (7)`);
    const again: unknown = await drizzleOf(records.read)
      .execute(sql`INSERT INTO kept VALUES (7)`)
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(sqlStateOf(again)).toBe('23505');
    expect(sqlStateOf(new Error('other'))).toBeNull();
  });

  test('the clock of a session is UTC', async () => {
    const found = await drizzleOf(records.read).execute(sql`SHOW timezone`);
    expect(found.rows).toEqual([{ TimeZone: 'UTC' }]);
  });

  test('work under one lock runs one after the other, also between processes', async () => {
    const other = await openRecords({ url: postgres.url });
    const order: string[] = [];
    const slow = async (name: string) => {
      order.push(`${name} in`);
      await new Promise((done) => setTimeout(done, 100));
      order.push(`${name} out`);
    };
    await Promise.all([records.underLock('x', () => slow('a')), other.underLock('x', () => slow('b'))]);
    expect(order.map((entry) => entry.slice(2))).toEqual(['in', 'out', 'in', 'out']);
    await expect(records.underLock('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await other.underLock('x', () => Promise.resolve());
    await other.close();
  });

  test('a wait for a lock holds no connection, and can be given up', async () => {
    const narrow = await openRecords({ url: postgres.url, connections: 2 });
    const giveUp = new Error('no longer wanted');
    let waits = 0;
    await narrow.underLock('y', async () => {
      const waiters = [1, 2, 3].map(() =>
        narrow.underLock(
          'y',
          () => Promise.resolve(),
          () => ((waits += 1) > 6 ? Promise.reject(giveUp) : Promise.resolve()),
        ),
      );
      const ended = Promise.allSettled(waiters);
      expect((await drizzleOf(narrow.read).execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
      expect((await ended).map((one) => one.status === 'rejected' && one.reason === giveUp)).toEqual([
        true,
        true,
        true,
      ]);
    });
    await narrow.underLock('y', () => Promise.resolve());
    await narrow.close();
  });

  test('three programs that migrate at once all succeed, and the steps run once', async () => {
    const several = await Promise.all([1, 2, 3].map(() => openRecords({ url: postgres.url })));
    expect(await records.pendingMigrations()).not.toEqual([]);
    const ran = await Promise.all(several.map((one) => one.migrate()));
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await records.pendingMigrations()).toEqual([]);
    await Promise.all(several.map((one) => one.close()));
  });

  test('a step changed after it ran is refused', async () => {
    const folder = join(root, 'changed');
    await cp(migrationsDirectory, folder, { recursive: true });
    const journal: { entries: { tag: string }[] } = JSON.parse(
      await readFile(join(folder, 'meta/_journal.json'), 'utf8'),
    );
    const file = join(folder, `${journal.entries[0]?.tag}.sql`);
    await writeFile(file, `${await readFile(file, 'utf8')}\n-- other`);
    const other = await openRecords({ url: postgres.url, migrations: folder });
    await expect(other.migrate()).rejects.toMatchObject({ code: 'migration-history' });
    await other.close();
  });

  test('an unreachable database fails the ping within its time', async () => {
    const nowhere = await openRecords({ url: 'postgresql://x@127.0.0.1:1/x' });
    await expect(nowhere.ping()).rejects.toThrow('ECONNREFUSED');
    await nowhere.close();
  });
});
