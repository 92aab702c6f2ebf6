import { z } from 'zod';
import { channelKinds } from '@miaotou/domain';
import { InstantSchema, ProblemSchema, TierSchema } from '../common.js';

const host = z.string().regex(/^[A-Za-z0-9.:_-]{1,255}$/);
const url = z.url({ protocol: /^https?$/ }).max(2_000);
const secret = z.string().min(1).max(2_000).nullable().optional();

const email = {
  kind: z.literal('email'),
  host,
  port: z.number().int().min(1).max(65_535).default(465),
  /** `tls` from the first byte, `starttls` before anything is told, `none` only inside a network of one's own. */
  tls: z.enum(['tls', 'starttls', 'none']).default('tls'),
  user: z.string().max(200).nullable().default(null),
  from: z.email().max(200),
};
const robotKinds = ['wecom', 'dingtalk', 'feishu'] as const;

/** Where a channel leads; holds no secret. A robot's address is one, so that only its site is told. */
export const ChannelSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('web-push'), publicKey: z.string() }),
  z.strictObject(email),
  ...robotKinds.map((kind) =>
    z.strictObject({ kind: z.literal(kind), site: z.string(), signed: z.boolean() }),
  ),
  z.strictObject({ kind: z.literal('sms'), url }),
  z.strictObject({ kind: z.literal('voice'), url }),
]);
export type ChannelSettings = z.infer<typeof ChannelSettingsSchema>;

/** A channel as somebody writes it down. A secret that is not named stays as it is. */
export const ChannelInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** Lower tiers do not go out here. */
  lowestTier: TierSchema.default('blue'),
  /** Regions whose messages a group is told; empty for all. */
  regions: z.array(z.string().max(20)).max(50).default([]),
  settings: z.discriminatedUnion('kind', [
    z.strictObject({ ...email, password: secret }),
    ...robotKinds.map((kind) =>
      z.strictObject({
        kind: z.literal(kind),
        /** The whole address that the robot's page shows; it holds the robot's token, so it is a secret. */
        address: url.optional(),
        /** Key for signing 加签; WeCom knows none. */
        signing: secret,
      }),
    ),
    z.strictObject({ kind: z.literal('sms'), url, signing: secret }),
    z.strictObject({ kind: z.literal('voice'), url, signing: secret }),
  ]),
});
export type ChannelInput = z.infer<typeof ChannelInputSchema>;

/** A channel as administrators see it: of its secret only since when there is one. */
export const ChannelSchema = z.object({
  id: z.string(),
  name: z.string(),
  settings: ChannelSettingsSchema,
  enabled: z.boolean(),
  lowestTier: TierSchema,
  regions: z.array(z.string()),
  secretSetAt: InstantSchema.nullable(),
  /** Failures in a row, and what the last one was. */
  failures: z.number().int(),
  problem: ProblemSchema.nullable(),
  lastTriedAt: InstantSchema.nullable(),
  lastSentAt: InstantSchema.nullable(),
  restUntil: InstantSchema.nullable(),
  /** Messages that wait here now, and what became of those of the last seven days. */
  waiting: z.number().int(),
  sent: z.number().int(),
  givenUp: z.number().int(),
});
export type Channel = z.infer<typeof ChannelSchema>;

/** Answer to a test message. */
export const ChannelTestSchema = z.object({
  sent: z.boolean(),
  problem: ProblemSchema.nullable(),
  /** What the receiver answered, cut short. */
  answer: z.string(),
});
export type ChannelTest = z.infer<typeof ChannelTestSchema>;

/** A message that did not go out, for administrators: to whom and why, never what it says. */
export const FailureSchema = z.object({
  messageId: z.string(),
  kind: z.enum(channelKinds),
  channelName: z.string(),
  /** Null for a group. */
  person: z.string().nullable(),
  tier: TierSchema,
  state: z.string(),
  attempts: z.number().int(),
  because: z.string(),
  answer: z.string().nullable(),
  triedAt: InstantSchema.nullable(),
  nextAt: InstantSchema.nullable(),
});
export type Failure = z.infer<typeof FailureSchema>;
