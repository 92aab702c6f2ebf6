import { z } from 'zod';
import { channelKinds, messageStates } from '@miaotou/domain';
import { InstantSchema, PageQuerySchema, TierSchema } from '../common.js';

/** A message as the person to whom it was sent sees it in the console. */
export const MessageSchema = z.object({
  id: z.string(),
  tier: TierSchema,
  title: z.string(),
  text: z.string(),
  path: z.string(),
  at: InstantSchema,
  readAt: InstantSchema.nullable(),
});
export type Message = z.infer<typeof MessageSchema>;

export const MessageQuerySchema = PageQuerySchema.extend({
  unread: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
});
export type MessageQuery = z.infer<typeof MessageQuerySchema>;

/** The person's inbox, newest first. */
export const InboxSchema = z.object({
  items: z.array(MessageSchema),
  total: z.number().int(),
  unread: z.number().int(),
});
export type Inbox = z.infer<typeof InboxSchema>;

/** Which messages a screen has shown or a person has read; null for all of the person's. */
export const SeenSchema = z.strictObject({
  step: z.enum(['delivered', 'read']),
  ids: z
    .array(z.string().regex(/^\d{1,15}$/))
    .max(500)
    .nullable(),
});
export type Seen = z.infer<typeof SeenSchema>;

/** What a device or a gateway says of a message whose key it holds. */
export const ReceiptSchema = z.strictObject({ step: z.enum(['delivered', 'read']) });
export type Receipt = z.infer<typeof ReceiptSchema>;

/** A message as proof: whom it was for, what it said exactly, and each step of it. */
export const SentMessageSchema = z.object({
  id: z.string(),
  reason: z.string(),
  kind: z.enum(channelKinds),
  channelName: z.string(),
  /** Null for a group. */
  person: z.string().nullable(),
  tier: TierSchema,
  title: z.string(),
  text: z.string(),
  state: z.enum(messageStates),
  because: z.string(),
  attempts: z.number().int(),
  answer: z.string().nullable(),
  createdAt: InstantSchema,
  sentAt: InstantSchema.nullable(),
  deliveredAt: InstantSchema.nullable(),
  readAt: InstantSchema.nullable(),
  endedAt: InstantSchema.nullable(),
});
export type SentMessage = z.infer<typeof SentMessageSchema>;

const minuteOfDay = z.number().int().min(0).max(1_439);

/** How a person wants to be reached. Contacts that are not named stay as they are; null takes one away. */
export const PreferencesInputSchema = z.strictObject({
  /** Ids of channels in the order in which they are tried; a red goes to all of them at once. */
  channels: z.array(z.string().max(60)).max(20),
  /** Minutes of the day, Asia/Shanghai, between which blue and yellow wait. */
  quiet: z.strictObject({ from: minuteOfDay, to: minuteOfDay }).nullable(),
  email: z.email().max(200).nullable().optional(),
  phone: z
    .string()
    .regex(/^\+?[\d -]{5,20}$/)
    .nullable()
    .optional(),
});
export type PreferencesInput = z.infer<typeof PreferencesInputSchema>;

/** A browser or phone that takes web push. */
export const DeviceSchema = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: InstantSchema,
  lastSentAt: InstantSchema.nullable(),
});
export type Device = z.infer<typeof DeviceSchema>;

/** The person's own wishes, and the ways that this installation offers. Contacts are masked. */
export const PreferencesSchema = z.object({
  channels: z.array(z.string()),
  quiet: z.object({ from: minuteOfDay, to: minuteOfDay }).nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  offered: z.array(z.object({ id: z.string(), kind: z.enum(channelKinds), name: z.string() })),
  devices: z.array(DeviceSchema),
  /** Application server key of web push (VAPID), base64url. */
  publicKey: z.string().nullable(),
});
export type Preferences = z.infer<typeof PreferencesSchema>;

const base64url = z.string().regex(/^[\w-]+=*$/);

/** A browser's subscription as its Push API gives it. */
export const DeviceInputSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.strictObject({ p256dh: base64url.max(200), auth: base64url.max(100) }),
});
export type DeviceInput = z.infer<typeof DeviceInputSchema>;
