import { MappingSchema, ValueChangeSchema, batchStates, correctionKinds } from '@miaotou/contracts';
import type {
  CorrectionRecord,
  CorrectionRecords,
  StandingMapping,
  ValueMappingRecords,
} from '@miaotou/engine';
import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { batches } from '../sources/schema.js';
import { corrections, valueMappingUses, valueMappings } from './schema.js';

const Kind = z.enum(correctionKinds);
const State = z.enum(batchStates);

function correctionOf(row: typeof corrections.$inferSelect): CorrectionRecord {
  return { ...row, kind: Kind.parse(row.kind), mapping: MappingSchema.nullable().parse(row.mapping) };
}

const fruitless = ['refused', 'failed', 'cancelled'];
/** The newest correction that takes one back, unless it came to nothing. */
const undoneBy = sql<
  number | null
>`(select max(u.batch_id)::int from corrections u join batches b on b.id = u.batch_id
  where u.undoes = ${corrections.batchId} and b.state <> all(${sql.param(fruitless)}::text[]))`;

/** Corrections in PostgreSQL. */
export const correctionRecords: CorrectionRecords = {
  async add(executor, correction) {
    await drizzleOf(executor).insert(corrections).values(correction).onConflictDoNothing();
  },

  async find(executor, batchId) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(corrections)
      .where(eq(corrections.batchId, batchId));
    return row === undefined ? null : correctionOf(row);
  },

  async undone(executor, original) {
    const rows = await drizzleOf(executor)
      .select({ undoes: corrections.undoes })
      .from(corrections)
      .innerJoin(batches, eq(batches.id, corrections.batchId))
      .where(
        and(eq(corrections.corrects, original), isNotNull(corrections.undoes), eq(batches.state, 'done')),
      );
    return new Set(rows.flatMap(({ undoes }) => (undoes === null ? [] : [undoes])));
  },

  async undoOf(executor, batchId) {
    const [row] = await drizzleOf(executor)
      .select({ id: corrections.batchId })
      .from(corrections)
      .innerJoin(batches, eq(batches.id, corrections.batchId))
      .where(and(eq(corrections.undoes, batchId), notInArray(batches.state, fruitless)))
      .limit(1);
    return row?.id ?? null;
  },

  async list(executor, { corrects, page, pageSize }) {
    const wanted = corrects === undefined ? undefined : eq(corrections.corrects, corrects);
    const rows = await drizzleOf(executor)
      .select({
        correction: corrections,
        fileName: batches.fileName,
        state: batches.state,
        accepted: batches.accepted,
        quarantined: batches.quarantined,
        undoneBy,
      })
      .from(corrections)
      .innerJoin(batches, eq(batches.id, corrections.batchId))
      .where(wanted)
      .orderBy(desc(corrections.madeAt), desc(corrections.batchId))
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    return {
      items: rows.map(({ correction, state, ...rest }) => ({
        ...correctionOf(correction),
        ...rest,
        state: State.parse(state),
      })),
      total: await drizzleOf(executor).$count(corrections, wanted),
    };
  },
};

function standingOf(row: typeof valueMappings.$inferSelect): StandingMapping {
  return { id: row.id, field: row.field, from: row.from, change: ValueChangeSchema.parse(row.change) };
}

/** Standing value mappings in PostgreSQL. */
export const valueMappingRecords: ValueMappingRecords = {
  async inForce(executor, layout, at) {
    const rows = await drizzleOf(executor)
      .select()
      .from(valueMappings)
      .where(
        and(
          eq(valueMappings.layout, layout),
          lte(valueMappings.since, at),
          or(isNull(valueMappings.until), gt(valueMappings.until, at)),
        ),
      )
      .orderBy(desc(valueMappings.id));
    return rows.map(standingOf);
  },

  async usedBy(executor, batchId) {
    const used = drizzleOf(executor)
      .select({ id: valueMappingUses.mappingId })
      .from(valueMappingUses)
      .where(eq(valueMappingUses.batchId, batchId));
    const rows = await drizzleOf(executor)
      .select()
      .from(valueMappings)
      .where(inArray(valueMappings.id, used))
      .orderBy(desc(valueMappings.id));
    return rows.map(standingOf);
  },

  async noteUses(executor, batchId, uses) {
    await drizzleOf(executor).delete(valueMappingUses).where(eq(valueMappingUses.batchId, batchId));
    if (uses.size === 0) return;
    await drizzleOf(executor)
      .insert(valueMappingUses)
      .values([...uses].map(([mappingId, rows]) => ({ batchId, mappingId, rows })));
  },

  async add(executor, { layout, field, from, change, author, reason, since }) {
    const [row] = await drizzleOf(executor)
      .insert(valueMappings)
      .values({ layout, field, from, change, author, reason, since })
      .returning({ id: valueMappings.id });
    if (row === undefined) throw new Error('an inserted mapping came back without its row');
    return row.id;
  },

  async list(executor) {
    const db = drizzleOf(executor);
    const rows = await db.select().from(valueMappings).orderBy(desc(valueMappings.id)).limit(500);
    const uses = await db
      .select({
        id: valueMappingUses.mappingId,
        batches: sql<number>`count(*)::int`,
        rows: sql<number>`sum(${valueMappingUses.rows})::int`,
      })
      .from(valueMappingUses)
      .groupBy(valueMappingUses.mappingId);
    const used = new Map(uses.map((one) => [one.id, one]));
    return rows.map((row) => ({
      ...row,
      change: ValueChangeSchema.parse(row.change),
      batches: used.get(row.id)?.batches ?? 0,
      rows: used.get(row.id)?.rows ?? 0,
    }));
  },

  async end(executor, id, { at, by, reason }) {
    const ended = await drizzleOf(executor)
      .update(valueMappings)
      .set({ until: at, endedBy: by, endedReason: reason })
      .where(and(eq(valueMappings.id, id), isNull(valueMappings.until)))
      .returning({ id: valueMappings.id });
    return ended.length > 0;
  },
};
