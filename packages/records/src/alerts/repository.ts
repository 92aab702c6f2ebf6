import type { AlertQuery } from '@miaotou/contracts';
import { addDays, startOfDay, tierRank } from '@miaotou/domain';
import { closedByRules } from '@miaotou/engine';
import type { Alert, AlertScope, AlertStore } from '@miaotou/engine';
import { and, asc, desc, eq, gt, gte, ilike, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { industriesByEmployer } from '../industries/index.js';
import { employerMoveAlerts } from '../employers/schema.js';
import { ruleVersions } from '../rules/schema.js';
import { batches } from '../sources/schema.js';
import { alertOf, happeningOf, happeningRecord, recordOf } from './mapping.js';
import { alertEvents, alerts } from './schema.js';

/** Rows per INSERT: below the limit of parameters of one statement. */
const insertRows = 1_000;
/** Key of the lock under which evaluations and merges of employers change alerts, one at a time. */
const lockKey = 7_102_001;

function* blocks<T>(rows: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < rows.length; start += insertRows) yield rows.slice(start, start + insertRows);
}

const live = isNull(alerts.closedAt);

function listed(values: readonly string[]): SQL {
  return sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}

function filters(query: AlertQuery, scope: AlertScope): SQL | undefined {
  const { state, tier, rule, employer, q, from, to } = query;
  const text = q === undefined || q === '' ? undefined : `%${q.replaceAll(/[\\%_]/gu, '\\$&')}%`;
  return and(
    scope.regions === null ? undefined : sql`${alerts.region} in ${listed(scope.regions)}`,
    scope.within === null ? undefined : sql`${alerts.region} in ${listed(scope.within)}`,
    scope.rules === null ? undefined : sql`${alerts.ruleId} in ${listed(scope.rules)}`,
    state === undefined ? undefined : sql`${alerts.state} in ${listed(state)}`,
    tier === undefined ? undefined : inArray(alerts.tier, [0, ...tier.map((one) => tierRank(one))]),
    rule === undefined ? undefined : sql`${alerts.ruleId} in ${listed(rule)}`,
    employer === undefined ? undefined : eq(alerts.employerId, employer),
    text === undefined
      ? undefined
      : or(ilike(alerts.subjectName, text), ilike(alerts.sentenceZh, text), ilike(alerts.sentenceEn, text)),
    from === undefined ? undefined : gte(alerts.openedAt, startOfDay(from)),
    to === undefined ? undefined : lt(alerts.openedAt, startOfDay(addDays(to, 1))),
  );
}

const orders: Readonly<Record<AlertQuery['sort'], readonly SQL[]>> = {
  // Live before closed, graver before lighter, unanswered before answered, waiting longest first.
  urgency: [
    sql`${alerts.closedAt} is not null`,
    desc(alerts.tier),
    sql`${alerts.state} <> 'open'`,
    asc(alerts.openedAt),
    asc(alerts.id),
  ],
  opened: [desc(alerts.openedAt), desc(alerts.id)],
  tier: [desc(alerts.tier), desc(alerts.openedAt), desc(alerts.id)],
};

const instantText = (date: Date | null): string | null => date?.toISOString() ?? null;

function updateLine(alert: Alert): Record<string, unknown> {
  const record = recordOf(alert);
  return {
    id: record.id,
    rule_version: record.ruleVersion,
    tier: record.tier,
    peak_tier: record.peakTier,
    state: record.state,
    tier_since: instantText(record.tierSince),
    last_signal_at: instantText(record.lastSignalAt),
    eased_since: instantText(record.easedSince),
    eased_tier: record.easedTier,
    evidence: record.evidence,
    sentence_zh: record.sentenceZh,
    sentence_en: record.sentenceEn,
    closed_at: instantText(record.closedAt),
    close_reason: record.closeReason,
    version: record.version,
  };
}

const Headers = z.record(z.string(), z.array(z.string())).catch({});

/** Alerts and what happened to them in PostgreSQL. */
export const alertStore: AlertStore = {
  async lock(tx) {
    await drizzleOf(tx).execute(sql`select pg_advisory_xact_lock(${lockKey})`);
  },

  async ofKeys(tx, keys) {
    if (keys.length === 0) return [];
    const asked = JSON.stringify(
      keys.map(({ ruleId, subjectKind, subjectId }) => [ruleId, subjectKind, subjectId]),
    );
    const rows = await drizzleOf(tx)
      .select()
      .from(alerts)
      .where(
        sql`(${alerts.ruleId}, ${alerts.subjectKind}, ${alerts.subjectId}) in (select k ->> 0, k ->> 1, k ->> 2 from jsonb_array_elements(${asked}::jsonb) as k)`,
      )
      .orderBy(asc(alerts.id))
      .for('update');
    return rows.map(alertOf);
  },

  async nextIds(tx, count) {
    if (count === 0) return [];
    const found = await drizzleOf(tx).execute<{ id: string }>(
      sql`select nextval(pg_get_serial_sequence('alerts', 'id')) as id from generate_series(1, ${count}::int)`,
    );
    return found.rows.map(({ id }) => Number(id));
  },

  async insert(tx, made) {
    for (const block of blocks(made.map(recordOf))) await drizzleOf(tx).insert(alerts).values(block);
  },

  async update(tx, changed) {
    for (const block of blocks(changed)) {
      await drizzleOf(tx).execute(sql`
        update alerts a set rule_version = u.rule_version, tier = u.tier, peak_tier = u.peak_tier, state = u.state,
          tier_since = u.tier_since, last_signal_at = u.last_signal_at, eased_since = u.eased_since,
          eased_tier = u.eased_tier, evidence = u.evidence, sentence_zh = u.sentence_zh, sentence_en = u.sentence_en,
          closed_at = u.closed_at, close_reason = u.close_reason, version = u.version
        from jsonb_to_recordset(${JSON.stringify(block.map(updateLine))}::jsonb) as u(id bigint, rule_version int,
          tier smallint, peak_tier smallint, state text, tier_since timestamptz, last_signal_at timestamptz,
          eased_since timestamptz, eased_tier smallint, evidence jsonb, sentence_zh text, sentence_en text,
          closed_at timestamptz, close_reason text, version int)
        where a.id = u.id`);
    }
  },

  async tell(tx, happenings) {
    for (const block of blocks(happenings.map(happeningRecord))) {
      await drizzleOf(tx).insert(alertEvents).values(block);
    }
  },

  async watched(executor, kind) {
    return drizzleOf(executor)
      .select({ ruleId: alerts.ruleId, subjectId: alerts.subjectId })
      .from(alerts)
      .where(
        and(
          eq(alerts.subjectKind, kind),
          or(
            live,
            and(
              isNull(alerts.easedSince),
              sql`coalesce(${alerts.closeReason}, '') not in ${listed(closedByRules)}`,
            ),
          ),
        ),
      );
  },

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(alerts).where(eq(alerts.id, id));
    return row === undefined ? null : alertOf(row);
  },

  async take(tx, id) {
    const [row] = await drizzleOf(tx).select().from(alerts).where(eq(alerts.id, id)).for('update');
    return row === undefined ? null : alertOf(row);
  },

  async hasOtherLive(tx, { id, ruleId, subjectKind, subjectId }) {
    const same = and(
      eq(alerts.ruleId, ruleId),
      eq(alerts.subjectKind, subjectKind),
      eq(alerts.subjectId, subjectId),
    );
    return (await drizzleOf(tx).$count(alerts, and(same, live, ne(alerts.id, id)))) > 0;
  },

  async subjectAt(executor, { id, subjectId }, moment) {
    const [next] = await drizzleOf(executor)
      .select({ subject: employerMoveAlerts.fromSubject })
      .from(employerMoveAlerts)
      .where(and(eq(employerMoveAlerts.alertId, id), gt(employerMoveAlerts.at, moment)))
      .orderBy(asc(employerMoveAlerts.at), asc(employerMoveAlerts.id))
      .limit(1);
    return next?.subject ?? subjectId;
  },

  async history(executor, id) {
    const rows = await drizzleOf(executor)
      .select()
      .from(alertEvents)
      .where(eq(alertEvents.alertId, id))
      .orderBy(asc(alertEvents.id));
    return rows.map(happeningOf);
  },

  async page(executor, query, scope) {
    const database = drizzleOf(executor);
    const where = filters(query, scope);
    const rows = await database
      .select()
      .from(alerts)
      .where(where)
      .orderBy(...orders[query.sort])
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize);
    return { total: await database.$count(alerts, where), alerts: rows.map(alertOf) };
  },

  async rule(executor, ruleId, version) {
    const [row] = await drizzleOf(executor)
      .select({ body: ruleVersions.body })
      .from(ruleVersions)
      .where(and(eq(ruleVersions.ruleId, ruleId), eq(ruleVersions.version, version)));
    return row?.body ?? null;
  },

  async rules(executor) {
    const rows = await drizzleOf(executor)
      .selectDistinctOn([ruleVersions.ruleId], { body: ruleVersions.body })
      .from(ruleVersions)
      .orderBy(asc(ruleVersions.ruleId), desc(ruleVersions.version));
    return rows.map(({ body }) => body);
  },

  industries: industriesByEmployer,

  async deliveries(executor, batchIds) {
    const ids = [...new Set(batchIds)].map(Number);
    if (ids.length === 0) return new Map();
    const rows = await drizzleOf(executor)
      .select({
        id: batches.id,
        fileName: batches.fileName,
        layout: batches.layout,
        receivedAt: batches.receivedAt,
        headers: batches.headers,
      })
      .from(batches)
      .where(inArray(batches.id, ids));
    return new Map(
      rows.map(({ id, headers, ...rest }) => [String(id), { ...rest, headers: Headers.parse(headers) }]),
    );
  },
};
