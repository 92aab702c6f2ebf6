import { addDays, startOfDay } from '@miaotou/domain';
import type { LedgerRecord, LedgerStore } from '@miaotou/engine';
import { and, asc, desc, eq, gt, gte, ilike, inArray, lt, or, sql } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { ledgerEntries } from './schema.js';

const insertRows = 1_000;
const readRows = 5_000;
const body = sql`${ledgerEntries.body}::jsonb`;

/** The risk ledger in PostgreSQL; the table itself refuses changes and deletions. */
export const ledgerStore: LedgerStore = {
  async lockEnd(tx, chain) {
    // Entries are numbered without gaps, so writers of one chain wait for each other.
    await drizzleOf(tx).execute(sql`select pg_advisory_xact_lock(hashtext(${`ledger:${chain}`}))`);
    const [end] = await drizzleOf(tx)
      .select({ seq: ledgerEntries.seq, hash: ledgerEntries.hash })
      .from(ledgerEntries)
      .where(eq(ledgerEntries.chain, chain))
      .orderBy(desc(ledgerEntries.seq))
      .limit(1);
    return end ?? null;
  },

  async append(tx, records) {
    for (let start = 0; start < records.length; start += insertRows) {
      await drizzleOf(tx)
        .insert(ledgerEntries)
        .values(records.slice(start, start + insertRows));
    }
  },

  async page(executor, query, regions) {
    const database = drizzleOf(executor);
    const { tier, region, q, from, to } = query;
    const text = q === undefined || q === '' ? undefined : `%${q.replaceAll(/[\\%_]/gu, '\\$&')}%`;
    const seen = regions === null ? undefined : JSON.stringify(regions);
    const where = and(
      seen === undefined
        ? undefined
        : sql`${body} ->> 'region' in (select jsonb_array_elements_text(${seen}::jsonb))`,
      region === undefined ? undefined : sql`${body} ->> 'region' = ${region}`,
      tier === undefined ? undefined : inArray(sql`${body} ->> 'tier'`, ['', ...tier]),
      text === undefined
        ? undefined
        : or(
            ilike(sql`${body} ->> 'subjectName'`, text),
            ilike(sql`${body} #>> '{sentence,zh}'`, text),
            ilike(sql`${body} #>> '{sentence,en}'`, text),
          ),
      from === undefined ? undefined : gte(ledgerEntries.at, startOfDay(from)),
      to === undefined ? undefined : lt(ledgerEntries.at, startOfDay(addDays(to, 1))),
    );
    const records = await database
      .select()
      .from(ledgerEntries)
      .where(where)
      .orderBy(desc(ledgerEntries.at), desc(ledgerEntries.seq))
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize);
    return { total: await database.$count(ledgerEntries, where), records };
  },

  async *all(executor) {
    let last: LedgerRecord | null = null;
    for (;;) {
      const after =
        last === null
          ? undefined
          : or(
              gt(ledgerEntries.chain, last.chain),
              and(eq(ledgerEntries.chain, last.chain), gt(ledgerEntries.seq, last.seq)),
            );
      const rows: LedgerRecord[] = await drizzleOf(executor)
        .select()
        .from(ledgerEntries)
        .where(after)
        .orderBy(asc(ledgerEntries.chain), asc(ledgerEntries.seq))
        .limit(readRows);
      yield* rows;
      last = rows.at(-1) ?? null;
      if (rows.length < readRows) return;
    }
  },
};
