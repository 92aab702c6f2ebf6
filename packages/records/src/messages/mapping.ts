import { ChannelSettingsSchema, ProblemSchema } from '@miaotou/contracts';
import { channelKinds, messageStates, tierOfRank } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import type { ChannelHealth, ChannelRecord, MessageRecord } from '@miaotou/engine';
import { z } from 'zod';
import type { channels, messages } from './schema.js';

const StateSchema = z.enum(messageStates);
const KindSchema = z.enum(channelKinds);

function tierOf(rank: number): AlertTier {
  const tier = tierOfRank(rank);
  if (tier === null) throw new Error('a message has a tier');
  return tier;
}

export function messageOf(row: typeof messages.$inferSelect): MessageRecord {
  const { lease: _, tier, state, ...rest } = row;
  return { ...rest, tier: tierOf(tier), state: StateSchema.parse(state) };
}

export function channelOf(row: typeof channels.$inferSelect): ChannelRecord {
  const { id, name, secretBox, secretSetAt, enabled, regions } = row;
  const settings = ChannelSettingsSchema.parse(row.settings);
  const kind = KindSchema.parse(row.kind);
  const lowestTier = tierOf(row.lowestTier);
  return { id, kind, name, settings, secretBox, secretSetAt, enabled, lowestTier, regions };
}

export function healthOf(row: typeof channels.$inferSelect): ChannelHealth {
  const { failures, lastTriedAt, lastSentAt, restUntil } = row;
  const problem = ProblemSchema.nullable().parse(row.problem);
  return { failures, problem, lastTriedAt, lastSentAt, restUntil };
}
