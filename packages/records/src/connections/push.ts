import { sourceFamilies } from '@miaotou/domain';
import type { PushKeyRecord, PushRecords } from '@miaotou/engine';
import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { drizzleOf } from '../client/index.js';
import { pushKeys, pushRequests } from './schema.js';

const Sources = z.array(z.enum(sourceFamilies));
const Batches = z.array(z.object({ batchId: z.number(), known: z.boolean(), fileName: z.string() }));

function keyOf(row: typeof pushKeys.$inferSelect): PushKeyRecord {
  const { id, name, prefix, keyHash, office, perMinute, createdAt, createdBy } = row;
  const { expiresAt, revokedAt, lastUsedAt } = row;
  const sources = Sources.parse(row.sources);
  const made = { id, name, prefix, keyHash, sources, office, perMinute, createdAt, createdBy };
  return { ...made, expiresAt, revokedAt, lastUsedAt };
}

/** Push keys and answered requests in PostgreSQL. */
export const pushRecords: PushRecords = {
  async listKeys(executor) {
    const rows = await drizzleOf(executor).select().from(pushKeys).orderBy(desc(pushKeys.createdAt));
    return rows.map(keyOf);
  },

  async findKey(executor, keyHash) {
    const [row] = await drizzleOf(executor).select().from(pushKeys).where(eq(pushKeys.keyHash, keyHash));
    return row === undefined ? null : keyOf(row);
  },

  async addKey(executor, key) {
    await drizzleOf(executor)
      .insert(pushKeys)
      .values({ ...key, sources: [...key.sources] });
  },

  async revokeKey(executor, id, at) {
    const revoked = await drizzleOf(executor)
      .update(pushKeys)
      .set({ revokedAt: at })
      .where(and(eq(pushKeys.id, id), isNull(pushKeys.revokedAt)))
      .returning({ id: pushKeys.id });
    return revoked.length === 1;
  },

  async countUse(executor, id, minute, at) {
    // One statement, so that requests at the same moment in any process count together.
    const [row] = await drizzleOf(executor)
      .update(pushKeys)
      .set({
        lastUsedAt: at,
        minute,
        minuteUses: sql`CASE WHEN ${pushKeys.minute} = ${minute.toISOString()}::timestamptz THEN ${pushKeys.minuteUses} + 1 ELSE 1 END`,
      })
      .where(eq(pushKeys.id, id))
      .returning({ uses: pushKeys.minuteUses });
    return row?.uses ?? 0;
  },

  async findRequest(executor, keyId, idempotencyKey) {
    const [row] = await drizzleOf(executor)
      .select()
      .from(pushRequests)
      .where(and(eq(pushRequests.keyId, keyId), eq(pushRequests.idempotencyKey, idempotencyKey)));
    if (row === undefined) return null;
    const source = z.enum(sourceFamilies).parse(row.source);
    const { batchId, known, bodySha256: sha256 } = row;
    const batches = Batches.parse(row.batches);
    return { keyId, idempotencyKey, source, sha256, batchId, known, batches };
  },

  async addRequest(executor, { sha256, ...request }, at) {
    await drizzleOf(executor)
      .insert(pushRequests)
      .values({ ...request, bodySha256: sha256, answeredAt: at });
  },

  async pushed(executor, keyId, batchId) {
    const among = sql`${pushRequests.batches} @> ${JSON.stringify([{ batchId }])}::jsonb`;
    const mine = and(eq(pushRequests.keyId, keyId), or(eq(pushRequests.batchId, batchId), among));
    return (await drizzleOf(executor).$count(pushRequests, mine)) > 0;
  },
};
