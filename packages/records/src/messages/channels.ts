import { tierRank } from '@miaotou/domain';
import type { ChannelRecord, ChannelStore, DeviceRecord, Wishes } from '@miaotou/engine';
import { and, asc, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { channelOf, healthOf } from './mapping.js';
import { channels, devices, messagePreferences } from './schema.js';

function wishesOf(row: typeof messagePreferences.$inferSelect): Wishes {
  const { personId, channels: wished, quietFrom: from, quietTo: to, contactBox } = row;
  return {
    personId,
    channels: wished,
    quiet: from === null || to === null ? null : { from, to },
    contactBox,
  };
}

function deviceOf(row: typeof devices.$inferSelect): DeviceRecord {
  const { goneAt: _, ...rest } = row;
  return rest;
}

const written = ({ lowestTier, regions, ...rest }: ChannelRecord) => ({
  ...rest,
  lowestTier: tierRank(lowestTier),
  regions: [...regions],
});

/** Channels, people's wishes and their devices in PostgreSQL. */
export const channelStore: ChannelStore = {
  async list(at) {
    const rows = await drizzleOf(at)
      .select()
      .from(channels)
      .orderBy(asc(channels.createdAt), asc(channels.id));
    return rows.map(channelOf);
  },

  async find(at, id) {
    const [row] = await drizzleOf(at).select().from(channels).where(eq(channels.id, id));
    return row === undefined ? null : channelOf(row);
  },

  async health(at) {
    const rows = await drizzleOf(at).select().from(channels);
    return new Map(rows.map((row) => [row.id, healthOf(row)]));
  },

  async add(tx, channel, createdBy, createdAt) {
    const added = await drizzleOf(tx)
      .insert(channels)
      .values({ ...written(channel), createdAt, createdBy, changedAt: createdAt })
      .onConflictDoNothing()
      .returning({ id: channels.id });
    return added.length === 1;
  },

  async change(tx, channel, changedAt) {
    const { id, ...rest } = written(channel);
    // Another address or secret begins anew: what went wrong with the one before says nothing of it.
    await drizzleOf(tx)
      .update(channels)
      .set({ ...rest, changedAt, failures: 0, problem: null, restUntil: null })
      .where(eq(channels.id, id));
  },

  async remove(tx, id) {
    await drizzleOf(tx).delete(channels).where(eq(channels.id, id));
  },

  async told(tx, id, at, failed) {
    const change =
      failed === null
        ? { failures: 0, problem: null, lastTriedAt: at, lastSentAt: at }
        : {
            failures: sql`${channels.failures} + 1`,
            problem: failed.problem,
            lastTriedAt: at,
            ...(failed.restUntil === null ? {} : { restUntil: failed.restUntil }),
          };
    await drizzleOf(tx).update(channels).set(change).where(eq(channels.id, id));
  },

  async useMinute(tx, id, minute, limit) {
    // One statement, so that processes at the same moment count together.
    const fresh = or(isNull(channels.minute), ne(channels.minute, minute));
    const used = await drizzleOf(tx)
      .update(channels)
      .set({
        minute,
        minuteUses: sql`case when ${channels.minute} = ${minute.toISOString()}::timestamptz then ${channels.minuteUses} + 1 else 1 end`,
      })
      .where(and(eq(channels.id, id), or(fresh, lt(channels.minuteUses, limit))))
      .returning({ id: channels.id });
    return used.length === 1;
  },

  async wishes(at, personIds) {
    if (personIds.length === 0) return new Map();
    const rows = await drizzleOf(at)
      .select()
      .from(messagePreferences)
      .where(inArray(messagePreferences.personId, [...personIds]));
    return new Map(rows.map((row) => [row.personId, wishesOf(row)]));
  },

  async saveWishes(tx, { personId, channels: wished, quiet, contactBox }, changedAt) {
    const row = {
      channels: [...wished],
      quietFrom: quiet?.from ?? null,
      quietTo: quiet?.to ?? null,
      contactBox,
      changedAt,
    };
    await drizzleOf(tx)
      .insert(messagePreferences)
      .values({ personId, ...row })
      .onConflictDoUpdate({ target: messagePreferences.personId, set: row });
  },

  async devices(at, personIds) {
    if (personIds.length === 0) return [];
    const rows = await drizzleOf(at)
      .select()
      .from(devices)
      .where(and(inArray(devices.personId, [...personIds]), isNull(devices.goneAt)))
      .orderBy(asc(devices.createdAt));
    return rows.map(deviceOf);
  },

  async saveDevice(tx, device) {
    await drizzleOf(tx).delete(devices).where(eq(devices.endpointHash, device.endpointHash));
    await drizzleOf(tx).insert(devices).values(device);
  },

  async removeDevice(tx, personId, id) {
    const removed = await drizzleOf(tx)
      .delete(devices)
      .where(and(eq(devices.id, id), eq(devices.personId, personId)))
      .returning({ id: devices.id });
    return removed.length === 1;
  },

  async devicesGone(tx, ids, goneAt) {
    if (ids.length === 0) return;
    await drizzleOf(tx)
      .update(devices)
      .set({ goneAt })
      .where(inArray(devices.id, [...ids]));
  },

  async devicesSent(tx, ids, lastSentAt) {
    if (ids.length === 0) return;
    await drizzleOf(tx)
      .update(devices)
      .set({ lastSentAt })
      .where(inArray(devices.id, [...ids]));
  },
};
