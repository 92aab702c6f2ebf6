import { LedgerBodySchema } from '@miaotou/contracts';
import type { KeptEntry, LedgerRecord, LedgerStore } from '@miaotou/engine';
import { and, asc, desc, eq, gt, isNotNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { offices } from '../people/schema.js';
import {
  amountBand,
  body,
  corrected,
  headcountBand,
  ledgerWhere,
  place as placeOf,
  section,
} from './filters.js';
import { rootRecords } from './roots.js';
import { ledgerEntries } from './schema.js';

const insertRows = 1_000;
const readRows = 5_000;

const Counted = z.object({
  facet: z.enum([
    'tier',
    'disputeType',
    'keyGroup',
    'industry',
    'region',
    'chain',
    'headcount',
    'amount',
    'corrected',
    'all',
  ]),
  value: z.string(),
  entries: z.coerce.number().int(),
});

/** The risk ledger in PostgreSQL; the tables of entries and roots themselves refuse changes and deletions. */
export const ledgerStore: LedgerStore = {
  ...rootRecords,

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

  async page(executor, query, scope) {
    const database = drizzleOf(executor);
    const where = ledgerWhere(query, scope);
    const records = await database
      .select()
      .from(ledgerEntries)
      .where(where)
      .orderBy(desc(ledgerEntries.at), desc(ledgerEntries.seq), asc(ledgerEntries.chain))
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize);
    return { total: await database.$count(ledgerEntries, where), records };
  },

  async *matching(executor, filter, scope) {
    const where = ledgerWhere(filter, scope);
    let last: LedgerRecord | null = null;
    for (;;) {
      const after =
        last === null
          ? undefined
          : or(
              lt(ledgerEntries.at, last.at),
              and(
                eq(ledgerEntries.at, last.at),
                or(
                  lt(ledgerEntries.seq, last.seq),
                  and(eq(ledgerEntries.seq, last.seq), gt(ledgerEntries.chain, last.chain)),
                ),
              ),
            );
      const rows: LedgerRecord[] = await drizzleOf(executor)
        .select()
        .from(ledgerEntries)
        .where(and(where, after))
        .orderBy(desc(ledgerEntries.at), desc(ledgerEntries.seq), asc(ledgerEntries.chain))
        .limit(readRows);
      yield rows;
      last = rows.at(-1) ?? null;
      if (rows.length < readRows) return;
    }
  },

  async counts(executor, filter, scope) {
    const where = ledgerWhere(filter, scope) ?? sql`true`;
    const found = await drizzleOf(executor).execute(sql`
      with m as materialized (
        select ${ledgerEntries.chain} as chain, ${body} as b, ${section} as section,
          ${headcountBand} as headcount, ${amountBand} as amount, ${corrected} as corrected
        from ${ledgerEntries} where ${where})
      select 'all' as facet, '' as value, count(*) as entries from m
      union all select 'corrected', '', count(*) from m where corrected
      union all select 'tier', b ->> 'tier', count(*) from m where b ->> 'tier' is not null group by 2
      union all select 'disputeType', d, count(*) from m, jsonb_array_elements_text(b -> 'disputeTypes') d group by 2
      union all select 'keyGroup', d, count(*) from m, jsonb_array_elements_text(b -> 'keyGroups') d group by 2
      union all select 'industry', section, count(*) from m group by 2
      union all select 'region', coalesce(nullif(b ->> 'region', ''), 'unknown'), count(*) from m group by 2
      union all select 'chain', chain, count(*) from m group by 2
      union all select 'headcount', headcount, count(*) from m group by 2
      union all select 'amount', amount, count(*) from m group by 2`);
    return z.array(Counted).parse(found.rows);
  },

  async correcting(executor, entries) {
    if (entries.length === 0) return [];
    const places = entries.map(({ chain, seq, correctsSeq }) => ({ c: chain, p: correctsSeq ?? seq }));
    const rows = await drizzleOf(executor)
      .select()
      .from(ledgerEntries)
      .where(
        and(
          isNotNull(ledgerEntries.correctsSeq),
          sql`(${ledgerEntries.chain}, ${ledgerEntries.correctsSeq}) in
            (select c, p from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as wanted(c text, p integer))`,
        ),
      )
      .orderBy(asc(ledgerEntries.seq));
    // The newest of each place comes last and holds.
    const newest = new Map(rows.map((row) => [`${row.chain}#${row.correctsSeq}`, row]));
    return [...newest.values()].map(({ chain, seq, at, correctsSeq, body: said }) => {
      const { by, note } = LedgerBodySchema.parse(JSON.parse(said));
      return { chain, place: correctsSeq ?? seq, seq, at, by, reason: note ?? '' };
    });
  },

  place: (executor, chain, seq) =>
    drizzleOf(executor)
      .select()
      .from(ledgerEntries)
      .where(and(eq(ledgerEntries.chain, chain), sql`${placeOf} = ${seq}`))
      .orderBy(asc(ledgerEntries.seq)),

  async *all(executor) {
    let last: KeptEntry | null = null;
    for (;;) {
      const after =
        last === null
          ? undefined
          : or(
              gt(ledgerEntries.chain, last.chain),
              and(eq(ledgerEntries.chain, last.chain), gt(ledgerEntries.seq, last.seq)),
            );
      const rows: KeptEntry[] = await drizzleOf(executor)
        .select({
          chain: ledgerEntries.chain,
          seq: ledgerEntries.seq,
          at: ledgerEntries.at,
          kind: ledgerEntries.kind,
          alertId: ledgerEntries.alertId,
          correctsSeq: ledgerEntries.correctsSeq,
          body: ledgerEntries.body,
          previousHash: ledgerEntries.previousHash,
          hash: ledgerEntries.hash,
          beyondMs: sql<number>`(extract(microseconds from ${ledgerEntries.at})::bigint % 1000)::integer`,
        })
        .from(ledgerEntries)
        .where(after)
        .orderBy(asc(ledgerEntries.chain), asc(ledgerEntries.seq))
        .limit(readRows);
      yield* rows;
      last = rows.at(-1) ?? null;
      if (rows.length < readRows) return;
    }
  },

  async offices(executor) {
    const rows = await drizzleOf(executor).select().from(offices);
    return new Map(rows.map(({ code, nameZh, nameEn }) => [code, { zh: nameZh, en: nameEn }]));
  },
};
