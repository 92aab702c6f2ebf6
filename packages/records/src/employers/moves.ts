import { employerLinkKinds } from '@miaotou/domain';
import type { Executor, KeptAlias, LinkRecord, MoveRecord, MoveRecords } from '@miaotou/engine';
import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { ledgerEntries } from '../ledger/schema.js';
import { followAlerts, returnAlerts } from './move-alerts.js';
import { employerShape } from './repository.js';
import { employerAliases, employerLinks, employerMoves, employerQuestions, employers } from './schema.js';

const Kept = z.object({
  kind: z.enum(['merge', 'split']),
  detail: z.object({
    names: z.array(z.string()),
    aliases: z.array(z.number()),
    parts: z.array(z.number()),
    made: z.boolean(),
  }),
});
const AliasReason = z.enum(['same-uscc', 'answered']);
const LinkKind = z.enum(employerLinkKinds);

const moveOf = (row: typeof employerMoves.$inferSelect): MoveRecord => ({ ...row, ...Kept.parse(row) });
const linkOf = (row: typeof employerLinks.$inferSelect): LinkRecord => ({
  ...row,
  kind: LinkKind.parse(row.kind),
});

async function movesWhere(executor: Executor, where: ReturnType<typeof and>): Promise<MoveRecord[]> {
  const rows = await drizzleOf(executor)
    .select()
    .from(employerMoves)
    .where(where)
    .orderBy(desc(employerMoves.id));
  return rows.map(moveOf);
}

/** Merges, splits and links of employers in PostgreSQL. */
export const employerMoveRecords: MoveRecords = {
  followAlerts,
  returnAlerts,

  async find(executor, id) {
    const [row] = await movesWhere(executor, eq(employerMoves.id, id));
    return row ?? null;
  },
  async take(tx, id) {
    const [row] = await drizzleOf(tx)
      .select()
      .from(employerMoves)
      .where(eq(employerMoves.id, id))
      .for('update');
    return row === undefined ? null : moveOf(row);
  },
  ofEmployer: (executor, id) =>
    movesWhere(executor, or(eq(employerMoves.fromId, id), eq(employerMoves.toId, id))),
  unfinished: (executor) =>
    movesWhere(
      executor,
      sql`(${employerMoves.doneAt} is null and ${employerMoves.undoneAt} is null)
        or (${employerMoves.undoneAt} is not null and ${employerMoves.undoDoneAt} is null)`,
    ),
  standing: (executor) =>
    movesWhere(executor, and(eq(employerMoves.kind, 'merge'), isNull(employerMoves.undoneAt))),

  async add(tx, move) {
    const [row] = await drizzleOf(tx).insert(employerMoves).values(move).returning();
    if (row === undefined) throw new Error('an inserted move came back without its row');
    return moveOf(row);
  },
  async done(executor, id, doneAt) {
    await drizzleOf(executor).update(employerMoves).set({ doneAt }).where(eq(employerMoves.id, id));
  },
  async undo(tx, id, { at, by, reason }) {
    await drizzleOf(tx)
      .update(employerMoves)
      .set({ undoneAt: at, undoneBy: by, undoReason: reason })
      .where(eq(employerMoves.id, id));
  },
  async undoDone(executor, id, undoDoneAt) {
    await drizzleOf(executor).update(employerMoves).set({ undoDoneAt }).where(eq(employerMoves.id, id));
  },

  partsOf: (executor, id) =>
    drizzleOf(executor)
      .select(employerShape)
      .from(employers)
      .where(eq(employers.heirId, id))
      .orderBy(asc(employers.id)),
  async setHeir(tx, ids, heirId) {
    if (ids.length === 0) return;
    await drizzleOf(tx)
      .update(employers)
      .set({ heirId })
      .where(inArray(employers.id, [...ids]));
  },

  async aliasesOf(executor, id): Promise<KeptAlias[]> {
    const rows = await drizzleOf(executor)
      .select()
      .from(employerAliases)
      .where(eq(employerAliases.employerId, id))
      .orderBy(asc(employerAliases.id));
    return rows.map((row) => ({ ...row, reason: AliasReason.parse(row.reason) }));
  },
  async handAliases(tx, aliasIds, employerId) {
    if (aliasIds.length === 0) return;
    await drizzleOf(tx)
      .update(employerAliases)
      .set({ employerId })
      .where(inArray(employerAliases.id, [...aliasIds]));
  },

  async attached(executor, fromId, toId) {
    const db = drizzleOf(executor);
    const [from, to] = [String(fromId), String(toId)];
    const own = and(eq(alerts.subjectKind, 'employer'), eq(alerts.subjectId, from));
    const all = await db.$count(alerts, or(own, eq(alerts.employerId, from)));
    const closing = await db.$count(
      alerts,
      and(
        own,
        isNull(alerts.closedAt),
        sql`exists (select 1 from alerts o where o.rule_id = ${alerts.ruleId} and o.subject_kind = 'employer'
          and o.subject_id = ${to} and o.closed_at is null)`,
      ),
    );
    const entered = await db.$count(
      ledgerEntries,
      sql`${ledgerEntries.alertId} in (select id from alerts where employer_id = ${from} or (subject_kind = 'employer' and subject_id = ${from}))`,
    );
    const asked = await db.$count(
      employerQuestions,
      and(
        isNull(employerQuestions.answeredAt),
        sql`${employerQuestions.candidates} @> ${JSON.stringify([fromId])}::jsonb`,
      ),
    );
    const links = await db.$count(
      employerLinks,
      and(
        isNull(employerLinks.endedAt),
        or(eq(employerLinks.fromId, fromId), eq(employerLinks.toId, fromId)),
      ),
    );
    const aliases = await db.$count(employerAliases, eq(employerAliases.employerId, fromId));
    return {
      alertsFollow: all - closing,
      alertsClose: closing,
      ledgerEntries: entered,
      questions: asked,
      links,
      aliases,
    };
  },

  async linksOf(executor, id) {
    const rows = await drizzleOf(executor)
      .select()
      .from(employerLinks)
      .where(or(eq(employerLinks.fromId, id), eq(employerLinks.toId, id)))
      .orderBy(asc(employerLinks.id));
    return rows.map(linkOf);
  },
  async findLink(executor, id) {
    const [row] = await drizzleOf(executor).select().from(employerLinks).where(eq(employerLinks.id, id));
    return row === undefined ? null : linkOf(row);
  },
  async addLink(executor, link, createdAt) {
    const [row] = await drizzleOf(executor)
      .insert(employerLinks)
      .values({ ...link, createdAt })
      .returning({ id: employerLinks.id });
    if (row === undefined) throw new Error('an inserted link came back without its row');
    return row.id;
  },
  async endLink(executor, id, { until, by, at }) {
    await drizzleOf(executor)
      .update(employerLinks)
      .set({ until, endedBy: by, endedAt: at })
      .where(eq(employerLinks.id, id));
  },
};
