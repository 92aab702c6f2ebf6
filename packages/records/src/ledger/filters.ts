import type { LedgerFilter } from '@miaotou/contracts';
import { addDays, startOfDay } from '@miaotou/domain';
import type { LedgerScope } from '@miaotou/engine';
import { and, gte, ilike, inArray, lt, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { ledgerEntries } from './schema.js';

/** What an entry says, as the database reads it. */
export const body = sql`${ledgerEntries.body}::jsonb`;

const headcount = sql`(${body} ->> 'headcount')::bigint`;
const amount = sql`(${body} ->> 'amountFen')::bigint`;

/** The band of people in which an entry falls. */
export const headcountBand = sql<string>`case when ${headcount} is null then 'unknown'
  when ${headcount} <= 1 then '1' when ${headcount} < 10 then '2-9' when ${headcount} < 30 then '10-29'
  when ${headcount} < 100 then '30-99' else '100-' end`;
/** The band of money in which an entry falls; a million fen are ten thousand yuan. */
export const amountBand = sql<string>`case when ${amount} is null then 'unknown'
  when ${amount} < 1000000 then '-1w' when ${amount} < 10000000 then '1w-10w' when ${amount} < 50000000 then '10w-50w'
  when ${amount} < 100000000 then '50w-100w' else '100w-' end`;
/** The section of GB/T 4754. */
export const section = sql<string>`coalesce(left(${body} ->> 'industry', 1), 'unknown')`;

/** The number at which an entry and all that corrects it stand. */
export const place = sql<number>`coalesce(${ledgerEntries.correctsSeq}, ${ledgerEntries.seq})`;

/** A later entry says what should stand instead. */
export const corrected = sql<boolean>`exists (select 1 from ledger_entries l where l.chain = ${ledgerEntries.chain}
  and coalesce(l.corrects_seq, l.seq) = ${place} and l.seq > ${ledgerEntries.seq})`;

/** A later entry tells of the same alert: in its own chain by number, in another one by time. */
const overtaken = sql`exists (select 1 from ledger_entries l where l.alert_id = ${ledgerEntries.alertId}
  and case when l.chain = ${ledgerEntries.chain} then coalesce(l.corrects_seq, l.seq) > ${place}
    else l.corrects_seq is null and l.at > ${ledgerEntries.at} end)`;

const risks = sql`not ${corrected} and ((${ledgerEntries.alertId} is not null and not ${overtaken})
  or (${body} ? 'inspectionId' and ${body} ->> 'tier' is not null))`;

const textList = (list: readonly string[]): SQL =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`;

/** Any code of a list in the body begins with one that is asked for: a head type holds its kinds. */
const holds = (member: string, wanted: readonly string[]): SQL =>
  sql`exists (select 1 from jsonb_array_elements_text(${body} -> ${member}) c, jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb) w
    where left(c, length(w)) = w)`;

/** Which entries are asked for, and may be shown. */
export function ledgerWhere(filter: LedgerFilter, { regions, within }: LedgerScope): SQL | undefined {
  const { view, tier, disputeType, keyGroup, industry, q, from, to, chain } = filter;
  const text = q === undefined || q === '' ? undefined : `%${q.replaceAll(/[\\%_]/gu, '\\$&')}%`;
  return and(
    view === 'risks' ? risks : undefined,
    regions === null ? undefined : sql`${body} ->> 'region' in ${textList(regions)}`,
    within === null ? undefined : sql`${body} ->> 'region' in ${textList(within)}`,
    tier === undefined ? undefined : inArray(sql`${body} ->> 'tier'`, ['', ...tier]),
    disputeType === undefined ? undefined : holds('disputeTypes', disputeType),
    keyGroup === undefined ? undefined : holds('keyGroups', keyGroup),
    industry === undefined ? undefined : sql`${section} in ${textList(industry)}`,
    filter.headcount === undefined ? undefined : sql`${headcountBand} in ${textList(filter.headcount)}`,
    filter.amount === undefined ? undefined : sql`${amountBand} in ${textList(filter.amount)}`,
    chain === undefined ? undefined : inArray(ledgerEntries.chain, ['', ...chain]),
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
}
