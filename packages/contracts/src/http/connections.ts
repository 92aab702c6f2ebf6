import { z } from 'zod';
import { sourceFamilies } from '@miaotou/domain';
import { BilingualSchema, DaySchema, InstantSchema, ProblemSchema } from '../common.js';
import { ConnectionInputSchema, ConnectionSettingsSchema } from '../sources/connection.js';

/** A connection as screens see it: of its secret only since when there is one. */
export const ConnectionSchema = z.object({
  id: z.string(),
  source: z.enum(sourceFamilies),
  name: z.string(),
  office: z.string().nullable(),
  settings: ConnectionSettingsSchema,
  secretSetAt: InstantSchema.nullable(),
  cron: z.string(),
  enabled: z.boolean(),
  /** One that the configuration names can be run here, and changed only there. */
  origin: z.enum(['console', 'configuration']),
  lastTriedAt: InstantSchema.nullable(),
  lastSucceededAt: InstantSchema.nullable(),
  /** Failures in a row. */
  failures: z.number().int(),
  problem: ProblemSchema.nullable(),
  /** High-water mark of the last delivery that was imported whole. */
  mark: z.string().nullable(),
  /** The delivery that is still being imported, and the last that came. */
  lastBatchId: z.string().nullable(),
  nextRunAt: InstantSchema.nullable(),
});
export type Connection = z.infer<typeof ConnectionSchema>;

/** What is tried before it is saved; `id` lends the secret that is kept for the same address. */
export const ConnectionTestSchema = ConnectionInputSchema.extend({ id: z.string().max(60).optional() });

/** What a try found; nothing was changed or kept. Personal columns are masked. */
export const ConnectionProbeSchema = z.object({
  problem: ProblemSchema.nullable(),
  /** Key of an SFTP host, to be compared and confirmed. */
  fingerprint: z.string().nullable(),
  /** Files that would be taken, newest names first; empty where there are none to name. */
  files: z.array(z.string()),
  headers: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  layout: z.object({ layout: z.string(), name: BilingualSchema }).nullable(),
});
export type ConnectionProbe = z.infer<typeof ConnectionProbeSchema>;

/** A key with which another department's platform pushes deliveries. */
export const PushKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** First characters of the key, by which its holder tells it from others. */
  prefix: z.string(),
  sources: z.array(z.enum(sourceFamilies)),
  /** When set, only deliveries of this office's layouts are taken. */
  office: z.string().nullable(),
  perMinute: z.number().int(),
  createdAt: InstantSchema,
  createdBy: z.string(),
  expiresAt: InstantSchema.nullable(),
  revokedAt: InstantSchema.nullable(),
  lastUsedAt: InstantSchema.nullable(),
});
export type PushKey = z.infer<typeof PushKeySchema>;

export const NewPushKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  sources: z.array(z.enum(sourceFamilies)).min(1),
  office: z.string().max(40).nullable().default(null),
  perMinute: z.number().int().min(1).max(6_000).default(60),
  /** Last day on which the key holds, Asia/Shanghai. */
  expiresOn: DaySchema.nullable().default(null),
});
export type NewPushKey = z.infer<typeof NewPushKeySchema>;

/** The only answer that ever holds the key itself. */
export const MadePushKeySchema = z.object({ key: z.string(), made: PushKeySchema });

/** Answer to a pushed delivery. */
export const PushedSchema = z.object({
  batchId: z.string(),
  /** The same content had been delivered before; `batchId` is the earlier batch. */
  known: z.boolean(),
  /** The files of an archive, `batchId` being the first one's; absent for a single file. */
  batches: z.array(z.object({ batchId: z.string(), known: z.boolean(), fileName: z.string() })).optional(),
  /** Where its state can be asked with the same key. */
  status: z.string(),
});
export type Pushed = z.infer<typeof PushedSchema>;

/** What became of a pushed delivery. */
export const PushedStateSchema = z.object({
  batchId: z.string(),
  state: z.string(),
  layout: z.string().nullable(),
  rows: z.number().int(),
  accepted: z.number().int(),
  quarantined: z.number().int(),
  duplicates: z.number().int(),
  problem: ProblemSchema.nullable(),
});
export type PushedState = z.infer<typeof PushedStateSchema>;
