import { ConnectionSettingsSchema, ProblemSchema } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import type { ConnectionRecord, ConnectionRecords, ConnectionState } from '@miaotou/engine';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { connectionFiles, connectionStates, connections } from './schema.js';

const Stored = z.object({ source: z.enum(sourceFamilies), settings: ConnectionSettingsSchema });
const MarkSchema = z.object({ value: z.string().nullable(), detail: z.record(z.string(), z.unknown()) });
const StoredState = z.object({
  problem: ProblemSchema.nullable(),
  mark: MarkSchema.nullable(),
  pendingMark: MarkSchema.nullable(),
});

function recordOf(row: typeof connections.$inferSelect): ConnectionRecord {
  const { id, name, office, secretBox, secretSetAt, cron, enabled } = row;
  const { source, settings } = Stored.parse(row);
  return { id, source, name, office, settings, secretBox, secretSetAt, cron, enabled };
}

function stateOf(row: typeof connectionStates.$inferSelect): ConnectionState {
  const { lastTriedAt, lastSucceededAt, failures, lastBatch, nextRunAt } = row;
  const { problem, mark, pendingMark } = StoredState.parse(row);
  return { lastTriedAt, lastSucceededAt, failures, problem, mark, lastBatch, pendingMark, nextRunAt };
}

/** Connections in PostgreSQL. */
export const connectionRecords: ConnectionRecords = {
  async list(executor) {
    const rows = await drizzleOf(executor).select().from(connections).orderBy(asc(connections.createdAt));
    return rows.map(recordOf);
  },

  async find(executor, id) {
    const [row] = await drizzleOf(executor).select().from(connections).where(eq(connections.id, id));
    return row === undefined ? null : recordOf(row);
  },

  async add(executor, record, by, at) {
    await drizzleOf(executor)
      .insert(connections)
      .values({ ...record, createdAt: at, createdBy: by, changedAt: at });
  },

  async change(executor, { id, ...rest }, at) {
    await drizzleOf(executor)
      .update(connections)
      .set({ ...rest, changedAt: at })
      .where(eq(connections.id, id));
  },

  async remove(executor, id) {
    const database = drizzleOf(executor);
    await database.delete(connectionFiles).where(eq(connectionFiles.connectionId, id));
    await database.delete(connectionStates).where(eq(connectionStates.connectionId, id));
    await database.delete(connections).where(eq(connections.id, id));
  },

  async states(executor) {
    const rows = await drizzleOf(executor).select().from(connectionStates);
    return new Map(rows.map((row) => [row.connectionId, stateOf(row)]));
  },

  async state(executor, id) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(connectionStates)
      .where(eq(connectionStates.connectionId, id));
    return row === undefined ? null : stateOf(row);
  },

  async saveState(executor, id, change) {
    await drizzleOf(executor)
      .insert(connectionStates)
      .values({ connectionId: id, ...change })
      .onConflictDoUpdate({ target: connectionStates.connectionId, set: { connectionId: id, ...change } });
  },

  async unseen(executor, id, files) {
    if (files.length === 0) return [];
    const names = files.map(({ name }) => name);
    const rows = await drizzleOf(executor)
      .select()
      .from(connectionFiles)
      .where(and(eq(connectionFiles.connectionId, id), inArray(connectionFiles.name, names)));
    const taken = new Map(rows.map((row) => [row.name, row]));
    return files.filter(({ name, bytes, modifiedMs }) => {
      const before = taken.get(name);
      return before?.bytes !== bytes || before.modifiedMs !== modifiedMs;
    });
  },

  async seen(executor, id, file, at) {
    const now = { bytes: file.bytes, modifiedMs: file.modifiedMs, takenAt: at };
    await drizzleOf(executor)
      .insert(connectionFiles)
      .values({ connectionId: id, name: file.name, ...now })
      .onConflictDoUpdate({ target: [connectionFiles.connectionId, connectionFiles.name], set: now });
  },
};
