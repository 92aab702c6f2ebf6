import { NoteSchema, ProblemSchema, batchStates } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import type {
  ArchiveRecord,
  ArchiveRecords,
  BatchChange,
  BatchRecord,
  BatchRecords,
  Executor,
} from '@miaotou/engine';
import { and, asc, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { archives, batches } from './schema.js';

type BatchRow = typeof batches.$inferSelect;

const Stored = z.object({
  source: z.enum(sourceFamilies),
  via: z.enum(['upload', 'command', 'inbox', 'pull', 'push', 'demo', 'correction']),
  state: z.enum(batchStates),
  problem: ProblemSchema.nullable(),
  headers: z.record(z.string(), z.array(z.string())).nullable(),
  notes: z.array(NoteSchema),
});

function batchOf(row: BatchRow, archiveName?: string | null): BatchRecord {
  const { source, via, state, problem, headers, notes } = Stored.parse(row);
  return {
    id: row.id,
    source,
    layout: row.layout,
    layoutVersion: row.layoutVersion,
    fileName: row.fileName,
    sha256: row.fileSha256,
    fileBytes: row.fileBytes,
    via,
    receivedFrom: row.receivedFrom,
    receivedAt: row.receivedAt,
    observedAt: row.observedAt,
    period: row.period,
    state,
    progress: { done: row.stageDone, total: row.stageTotal },
    rows: row.rows,
    accepted: row.accepted,
    quarantined: row.quarantined,
    held: row.held,
    duplicates: row.duplicates,
    corrected: row.corrected,
    problem,
    notes,
    archive: row.archiveId === null ? null : { id: row.archiveId, fileName: archiveName ?? '' },
    corrects: row.corrects,
    finishedAt: row.finishedAt,
    cancelAsked: row.cancelAsked,
    headers: headers ?? {},
  };
}

const ended = ['done', 'refused', 'failed', 'cancelled'];

function columnsOf({
  progress,
  headers,
  sha256,
  ...rest
}: BatchChange): Partial<typeof batches.$inferInsert> {
  return {
    ...rest,
    ...(sha256 === undefined ? {} : { fileSha256: sha256 }),
    ...(headers === undefined ? {} : { headers }),
    ...(progress === undefined ? {} : { stageDone: progress.done, stageTotal: progress.total }),
  };
}

/** Batches with the names of the archives they came in. */
const joined = (executor: Executor) =>
  drizzleOf(executor)
    .select({ batch: batches, archiveName: archives.fileName })
    .from(batches)
    .leftJoin(archives, eq(archives.id, batches.archiveId));

/** Batches in PostgreSQL. */
export const batchRecords: BatchRecords = {
  async add(executor, batch) {
    const { sha256, ...rest } = batch;
    const [row] = await drizzleOf(executor)
      .insert(batches)
      .values({ ...rest, fileSha256: sha256, state: 'waiting' })
      .returning();
    if (row === undefined) throw new Error('an inserted batch came back without its row');
    return batchOf(row);
  },

  async find(executor, id) {
    const [found] = await joined(executor).where(eq(batches.id, id));
    return found === undefined ? null : batchOf(found.batch, found.archiveName);
  },

  async findSame(executor, source, sha256) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(batches)
      .where(
        and(
          eq(batches.source, source),
          eq(batches.fileSha256, sha256),
          isNull(batches.corrects),
          inArray(batches.state, ['done', 'waiting', 'reading', 'checking', 'landing']),
        ),
      )
      .orderBy(sql`${batches.state} <> 'done'`, asc(batches.id))
      .limit(1);
    return row === undefined ? null : batchOf(row);
  },

  async change(executor, id, change) {
    await drizzleOf(executor).update(batches).set(columnsOf(change)).where(eq(batches.id, id));
  },

  async list(executor, { source, state, archive, page, pageSize }) {
    const wanted = and(
      source === undefined ? undefined : eq(batches.source, source),
      state === undefined ? undefined : eq(batches.state, state),
      archive === undefined ? undefined : eq(batches.archiveId, archive),
    );
    const rows = await joined(executor)
      .where(wanted)
      .orderBy(desc(batches.receivedAt), desc(batches.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    const items = rows.map(({ batch, archiveName }) => batchOf(batch, archiveName));
    return { items, total: await drizzleOf(executor).$count(batches, wanted) };
  },

  async correctionsOf(executor, id) {
    const rows = await drizzleOf(executor)
      .select()
      .from(batches)
      .where(and(eq(batches.corrects, id), eq(batches.state, 'done')))
      .orderBy(asc(batches.id));
    return rows.map((row) => batchOf(row));
  },

  async unfinished(executor) {
    const rows = await drizzleOf(executor)
      .select({ id: batches.id })
      .from(batches)
      .where(sql`${batches.state} <> ALL(${sql.param(ended)}::text[])`)
      .orderBy(asc(batches.id));
    return rows.map(({ id }) => id);
  },

  async lastArrivals(executor) {
    const rows = await drizzleOf(executor)
      .select({ layout: batches.layout, at: max(batches.receivedAt) })
      .from(batches)
      .where(eq(batches.state, 'done'))
      .groupBy(batches.layout);
    return new Map(
      rows.flatMap(({ layout, at }) => (layout === null || at === null ? [] : [[layout, at] as const])),
    );
  },
};

function archiveOf(row: typeof archives.$inferSelect): ArchiveRecord {
  const { fileSha256, skipped, source, ...rest } = row;
  return {
    ...rest,
    source: z.enum(sourceFamilies).parse(source),
    sha256: fileSha256,
    skipped: z.array(NoteSchema).parse(skipped),
  };
}

/** Archives in PostgreSQL. */
export const archiveRecords: ArchiveRecords = {
  async add(executor, { sha256, ...archive }) {
    const [row] = await drizzleOf(executor)
      .insert(archives)
      .values({ ...archive, fileSha256: sha256 })
      // Written over with itself, so that the row comes back when it was there.
      .onConflictDoUpdate({ target: [archives.source, archives.fileSha256], set: { fileSha256: sha256 } })
      .returning();
    if (row === undefined) throw new Error('an inserted archive came back without its row');
    return archiveOf(row);
  },

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(archives).where(eq(archives.id, id));
    return row === undefined ? null : archiveOf(row);
  },
};
