import { RoleSchema } from '@miaotou/contracts';
import { inspectionAnswers as answerWords, inspectionEventKinds, tierRank } from '@miaotou/domain';
import type { Campaign, Inspection, InspectionEvent, InspectionStore, KeptAnswer } from '@miaotou/engine';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { alerts } from '../alerts/schema.js';
import { drizzleOf } from '../client/index.js';
import { employers } from '../employers/schema.js';
import { incidents } from '../incidents/schema.js';
import { offices, users } from '../people/schema.js';
import { inspectionLists } from './lists.js';
import { inspectionOf } from './mapping.js';
import { inspectionAnswers, inspectionCampaigns, inspectionEvents, inspections } from './schema.js';

const Answer = z.enum(answerWords);
const EventKind = z.enum(inspectionEventKinds);
const Focus = z.object({ regions: z.array(z.string()), industries: z.array(z.string()) });

const recordOf = <T extends Omit<Inspection, 'id'>>(one: T) => ({
  ...one,
  tier: one.tier === null ? null : tierRank(one.tier),
});

/** Inspections in PostgreSQL. */
export const inspectionStore: InspectionStore = {
  ...inspectionLists,

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(inspections).where(eq(inspections.id, id));
    return row === undefined ? null : inspectionOf(row);
  },

  async take(tx, id) {
    const [row] = await drizzleOf(tx).select().from(inspections).where(eq(inspections.id, id)).for('update');
    return row === undefined ? null : inspectionOf(row);
  },

  async add(tx, made) {
    const rows = await drizzleOf(tx).insert(inspections).values(made.map(recordOf)).returning();
    return rows.map(inspectionOf);
  },

  async update(tx, inspection) {
    const { id, ...rest } = recordOf(inspection);
    await drizzleOf(tx).update(inspections).set(rest).where(eq(inspections.id, id));
  },

  async answers(executor, ids) {
    if (ids.length === 0) return [];
    const rows = await drizzleOf(executor)
      .select()
      .from(inspectionAnswers)
      .where(inArray(inspectionAnswers.inspectionId, [...ids]))
      .orderBy(asc(inspectionAnswers.id));
    return rows.map(({ id: _id, answer, ...rest }): KeptAnswer => ({
      ...rest,
      answer: Answer.parse(answer),
    }));
  },

  async addAnswer(tx, answer) {
    const made = await drizzleOf(tx)
      .insert(inspectionAnswers)
      .values(answer)
      .onConflictDoNothing()
      .returning({ id: inspectionAnswers.id });
    return made.length === 1;
  },

  async events(executor, id) {
    const rows = await drizzleOf(executor)
      .select()
      .from(inspectionEvents)
      .where(eq(inspectionEvents.inspectionId, id))
      .orderBy(asc(inspectionEvents.id));
    return rows.map(({ id: _id, kind, ...rest }): InspectionEvent => ({
      ...rest,
      kind: EventKind.parse(kind),
    }));
  },

  async tell(tx, events) {
    if (events.length === 0) return;
    await drizzleOf(tx)
      .insert(inspectionEvents)
      .values([...events]);
  },

  async campaigns(executor, ids) {
    const rows = await drizzleOf(executor)
      .select()
      .from(inspectionCampaigns)
      .where(ids === undefined ? undefined : inArray(inspectionCampaigns.id, [...ids]))
      .orderBy(desc(inspectionCampaigns.id));
    return rows.map((row): Campaign => ({ ...row, focus: Focus.parse(row.focus) }));
  },

  async addCampaign(tx, campaign) {
    const [row] = await drizzleOf(tx).insert(inspectionCampaigns).values(campaign).returning();
    if (row === undefined) throw new Error('a campaign was not kept');
    return { ...row, focus: Focus.parse(row.focus) };
  },

  async lock(tx) {
    await drizzleOf(tx).execute(sql`select pg_advisory_xact_lock(hashtext('inspections'))`);
  },

  async ofEmployer(executor, employerId) {
    const rows = await drizzleOf(executor)
      .select()
      .from(inspections)
      .where(eq(inspections.employerId, employerId))
      .orderBy(desc(inspections.id))
      .limit(200);
    return rows.map(inspectionOf);
  },

  async employers(executor, ids) {
    const wanted = ids.filter((id) => /^\d{1,15}$/u.test(id)).map(Number);
    if (wanted.length === 0) return [];
    const { id, name, region, industry } = employers;
    const rows = await drizzleOf(executor)
      .select({ id, name, region, industry })
      .from(employers)
      // One that was merged or turned out to be nobody is inspected no more.
      .where(and(inArray(id, wanted), isNull(employers.heirId), isNull(employers.retiredAt)));
    return rows.map((row) => ({ ...row, id: String(row.id) }));
  },

  async employerOfAlert(executor, alertId) {
    const [row] = await drizzleOf(executor)
      .select({ employerId: alerts.employerId })
      .from(alerts)
      .where(eq(alerts.id, alertId));
    return row?.employerId ?? null;
  },

  async employerOfIncident(executor, incidentId) {
    const [row] = await drizzleOf(executor)
      .select({ employerId: incidents.employerId })
      .from(incidents)
      .where(eq(incidents.id, incidentId));
    return row?.employerId ?? null;
  },

  async offices(executor) {
    const rows = await drizzleOf(executor).select().from(offices);
    return rows.map(({ id, code, nameZh, nameEn }) => ({ id, code, name: { zh: nameZh, en: nameEn } }));
  },

  async people(executor) {
    const { id, username, displayName, role, scope, officeId } = users;
    const rows = await drizzleOf(executor)
      .select({ id, username, displayName, role, scope, officeId })
      .from(users)
      .where(isNull(users.disabledAt))
      .orderBy(asc(username));
    return rows.map((row) => ({ ...row, role: RoleSchema.parse(row.role) }));
  },
};
