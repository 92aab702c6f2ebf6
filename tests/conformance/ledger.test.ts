import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LedgerVerificationSchema } from '@miaotou/contracts';
import { drizzleOf, sqlStateOf } from '@miaotou/records';
import { temporaryFolder, testWarehouse } from '@miaotou/testkit';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertEvents, insertWatermarks, layouts, openHouse, quietly } from './evaluation-house.js';
import type { EvaluationHouse } from './evaluation-house.js';

const now = new Date('2026-11-23T10:00:00+08:00');
const entries = 12;
let house: EvaluationHouse;
const execute = (statement: SQL) => drizzleOf(house.records.read).execute(statement);

/** What somebody with the keys of the store could do: the trigger off, a change, the trigger on again. */
async function behindTheTrigger(change: SQL): Promise<void> {
  await house.records.transaction(async (tx) => {
    const store = drizzleOf(tx);
    await store.execute(sql`alter table ledger_entries disable trigger ledger_entries_append_only`);
    await store.execute(change);
    await store.execute(sql`alter table ledger_entries enable trigger ledger_entries_append_only`);
  });
}

/** `miaotou ledger verify` as its own process on the same records. */
async function command(): Promise<{
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}> {
  const ended = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url)), 'ledger', 'verify', '--json'],
    {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: house.records.url,
        MIAOTOU_DATA_DIR: await temporaryFolder('ledger'),
      },
      encoding: 'utf8',
    },
  );
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

beforeAll(async () => {
  const warehouse = await testWarehouse();
  house = await openHouse(warehouse, now);
  await insertWatermarks(
    warehouse,
    layouts.map(({ layout }) => layout),
    '2026-11-22',
    new Date(0),
    1,
  );
  await insertEvents(
    warehouse,
    // One reported wage delay each: R01, and R36 for its one family.
    Array.from({ length: entries / 2 }, (_, n) => ({
      kind: 'complaint',
      key: `c${n}`,
      employer: String(n),
      at: new Date(now.getTime() - 86_400_000),
      knownAt: now,
      batch: 2,
      row: n + 1,
      attributes: { channel: 'inspection', disputeType: 'D11' },
    })),
  );
  await house.evaluation.evaluate({ reason: 'nightly' }, quietly);
});
afterAll(() => house.records.close());

describe('the ledger as kept', () => {
  test('holds as it was written', async () => {
    expect(await house.ledger.verify()).toMatchObject({ holds: true, entries, broken: null });
  });

  test.each([
    ['a changed body', sql`update ledger_entries set body = body || ' ' where seq = 3`],
    ['a changed reference, even to the same', sql`update ledger_entries set alert_id = alert_id`],
    ['a deletion', sql`delete from ledger_entries where seq = 12`],
    ['a deletion of nothing', sql`delete from ledger_entries where false`],
    ['emptying the table', sql`truncate ledger_entries`],
  ])('refuses %s', async (_what, statement) => {
    const error: unknown = await execute(statement).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(sqlStateOf(error)).toBe('23001');
    expect(await house.ledger.verify()).toMatchObject({ holds: true, entries });
  });

  test.each([
    [
      'a softened tier',
      sql`update ledger_entries set body = replace(body, '"tier":"blue"', '"tier":"red"') where seq = 5`,
      5,
      'hash-differs',
    ],
    [
      'another time in the column alone',
      sql`update ledger_entries set at = at + interval '1 day' where seq = 7`,
      7,
      'columns-differ-from-body',
    ],
    [
      'an entry taken out',
      sql`delete from ledger_entries where seq = 9`,
      10,
      'entry-missing: expected number 9',
    ],
  ])('names the entry after a change behind the trigger: %s', async (_what, change, seq, reason) => {
    await execute(sql`create table ledger_before as select * from ledger_entries`);
    await behindTheTrigger(change);
    expect(await house.ledger.verify()).toMatchObject({
      holds: false,
      entries: reason.startsWith('entry-missing') ? seq - 2 : seq - 1,
      broken: { chain: 'town:445224101', seq, reason },
    });
    await behindTheTrigger(sql`
      with gone as (delete from ledger_entries returning 1)
      select count(*) from gone`);
    await execute(sql`insert into ledger_entries select * from ledger_before`);
    await execute(sql`drop table ledger_before`);
    expect(await house.ledger.verify()).toMatchObject({ holds: true, entries });
  });

  test('`miaotou ledger verify` ends with 0 on a chain that holds, with 1 and the entry on one that does not', async () => {
    const before = await command();
    expect(LedgerVerificationSchema.parse(JSON.parse(before.out))).toMatchObject({ holds: true, entries });
    expect(before.code).toBe(0);
    await behindTheTrigger(sql`update ledger_entries set hash = repeat('a', 64) where seq = 4`);
    const after = await command();
    expect(after.code).toBe(1);
    expect(LedgerVerificationSchema.parse(JSON.parse(after.out))).toMatchObject({
      holds: false,
      broken: { chain: 'town:445224101', seq: 4, reason: 'hash-differs' },
    });
    expect(after.said).toContain('台账断裂：town:445224101 第 4 条');
    expect(after.said).toContain('the ledger is broken at town:445224101 4: hash-differs');
  });
});
