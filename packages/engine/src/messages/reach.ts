import type { AlertTier } from '@miaotou/domain';
import { z } from 'zod';
import type { Executor } from '../shared/index.js';
import { waysTo } from './decide.js';
import type { Way } from './decide.js';
import type { MessagesDeps } from './deps.js';
import type { ChannelRecord, Contacts, Subscription, Wishes } from './ports.js';

const ContactsSchema = z.object({ email: z.string().nullable(), phone: z.string().nullable() });
const SubscriptionSchema = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
});
const SecretSchema = z.record(z.string(), z.string());

export const contactContext = (personId: string): string => `contact:${personId}`;
export const deviceContext = (deviceId: string): string => `device:${deviceId}`;
export const channelContext = (channelId: string): string => `channel:${channelId}`;

type Box = Pick<MessagesDeps, 'box'>;

export function contactsOf({ box }: Box, wishes: Wishes | null): Contacts {
  if (wishes === null || wishes.contactBox === null) return { email: null, phone: null };
  return ContactsSchema.parse(JSON.parse(box.open(wishes.contactBox, contactContext(wishes.personId))));
}

export function sealContacts({ box }: Box, personId: string, contacts: Contacts): string | null {
  if (contacts.email === null && contacts.phone === null) return null;
  return box.seal(JSON.stringify(contacts), contactContext(personId));
}

/** The opened secret of a channel; empty where it needs none. */
export function secretOf({ box }: Box, { id, secretBox }: ChannelRecord): Readonly<Record<string, string>> {
  return secretBox === null ? {} : SecretSchema.parse(JSON.parse(box.open(secretBox, channelContext(id))));
}

/** Everything that decides how people can be reached, read once for many of them. */
export interface Reach {
  readonly channels: readonly ChannelRecord[];
  wishesOf(personId: string): Wishes | null;
  contactsOf(personId: string): Contacts;
  devicesOf(personId: string): readonly Subscription[];
  waysTo(personId: string, tier: AlertTier): readonly Way[];
}

export async function readReach(
  deps: Pick<MessagesDeps, 'channels' | 'box'>,
  at: Executor,
  personIds: readonly string[],
): Promise<Reach> {
  const people = [...new Set(personIds)];
  const channels = await deps.channels.list(at);
  const wishes = await deps.channels.wishes(at, people);
  const devices = await deps.channels.devices(at, people);
  const wishesOf = (personId: string) => wishes.get(personId) ?? null;
  const contacts = (personId: string) => contactsOf(deps, wishesOf(personId));
  const ofPerson = (personId: string) => devices.filter((one) => one.personId === personId);
  return {
    channels,
    wishesOf,
    contactsOf: contacts,
    devicesOf: (personId) =>
      ofPerson(personId).map(({ id, subscriptionBox }) => ({
        id,
        ...SubscriptionSchema.parse(JSON.parse(deps.box.open(subscriptionBox, deviceContext(id)))),
      })),
    waysTo: (personId, tier) =>
      waysTo(tier, wishesOf(personId), contacts(personId), ofPerson(personId).length, channels),
  };
}
