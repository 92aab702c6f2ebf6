import type { ChannelSettings, Problem } from '@miaotou/contracts';
import type { AlertTier, Bilingual, ChannelKind, MessageState } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** A message as it is kept. */
export interface MessageRecord {
  readonly id: number;
  readonly reason: string;
  readonly incidentId: string | null;
  readonly personId: string | null;
  readonly channel: string;
  readonly tier: AlertTier;
  readonly region: string | null;
  readonly title: string;
  readonly text: string;
  readonly path: string;
  readonly key: string;
  readonly state: MessageState;
  readonly notBefore: Date;
  readonly nextAt: Date;
  readonly attempts: number;
  readonly sentWith: number | null;
  readonly sentTitle: string | null;
  readonly sentText: string | null;
  readonly answer: string | null;
  readonly because: string;
  readonly createdAt: Date;
  readonly triedAt: Date | null;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
  readonly endedAt: Date | null;
}

/** A message to be kept. */
export type NewMessage = Pick<
  MessageRecord,
  | 'reason'
  | 'incidentId'
  | 'personId'
  | 'channel'
  | 'tier'
  | 'region'
  | 'title'
  | 'text'
  | 'path'
  | 'key'
  | 'state'
  | 'notBefore'
  | 'nextAt'
  | 'because'
  | 'createdAt'
  | 'sentAt'
>;

/** A change of a message; what is not named stays. */
export type MessageChange = Partial<
  Pick<
    MessageRecord,
    | 'state'
    | 'nextAt'
    | 'attempts'
    | 'sentWith'
    | 'sentTitle'
    | 'sentText'
    | 'answer'
    | 'because'
    | 'triedAt'
    | 'sentAt'
    | 'deliveredAt'
    | 'readAt'
    | 'endedAt'
  >
> & { readonly lease?: string | null };

/** How a person wants to be reached. */
export interface Wishes {
  readonly personId: string;
  /** Ids of channels in order; empty for the product's own order. */
  readonly channels: readonly string[];
  /** Minutes of the day, Asia/Shanghai. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly contactBox: string | null;
}

/** Contacts of a person. */
export interface Contacts {
  readonly email: string | null;
  readonly phone: string | null;
}

/** A channel as it is kept. */
export interface ChannelRecord {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly settings: ChannelSettings;
  readonly secretBox: string | null;
  readonly secretSetAt: Date | null;
  readonly enabled: boolean;
  readonly lowestTier: AlertTier;
  readonly regions: readonly string[];
}

/** How it went with a channel so far. */
export interface ChannelHealth {
  readonly failures: number;
  readonly problem: Problem | null;
  readonly lastTriedAt: Date | null;
  readonly lastSentAt: Date | null;
  readonly restUntil: Date | null;
}

/** A browser that takes web push, its subscription sealed. */
export interface DeviceRecord {
  readonly id: string;
  readonly personId: string;
  readonly endpointHash: string;
  readonly subscriptionBox: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastSentAt: Date | null;
}

/** Whom an attempt is about, in the words of the channel's kind. */
export type Address =
  | { readonly kind: 'group' }
  | { readonly kind: 'mail'; readonly address: string; readonly name: string }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'devices'; readonly devices: readonly Subscription[] };

export interface Subscription {
  readonly id: string;
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** What a channel is asked to send. */
export interface Dispatch {
  /** The same whenever the same message is sent again, so that a receiver can tell a repetition. */
  readonly key: string;
  readonly tier: AlertTier;
  readonly title: string;
  readonly text: string;
  /** Page of the console. */
  readonly path: string;
  /** The same as a whole address; null where the deployment has not named its own. */
  readonly link: string | null;
  readonly test: boolean;
  readonly to: Address;
  readonly settings: ChannelSettings;
  /** Opened secret of the channel. */
  readonly secret: Readonly<Record<string, string>>;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** How one try ended. `again`: the same may be tried later. */
export type SendOutcome =
  | {
      readonly sent: true;
      /** The receiver itself says that the person has it. */
      readonly delivered: boolean;
      readonly answer: string;
      /** Devices whose push service says that they are no more. */
      readonly gone: readonly string[];
    }
  | {
      readonly sent: false;
      readonly code: string;
      readonly text: Bilingual;
      readonly answer: string;
      readonly again: boolean;
      /** How long the receiver asks to be left alone, in milliseconds. */
      readonly restMs: number | null;
      readonly gone: readonly string[];
    };

/** One technology of telling somebody. Never throws but for an aborted signal: a failure is an outcome. */
export interface ChannelSender {
  send(dispatch: Dispatch): Promise<SendOutcome>;
}
export type ChannelSenders = { readonly [K in Exclude<ChannelKind, 'console'>]: ChannelSender };

/** Names and offices of people, as messages need them. */
export interface PersonName {
  readonly id: string;
  readonly name: string;
}

/** Messages in the records. */
export interface MessageStore {
  /** The records' own time: processes whose clocks differ must agree on who holds a message. */
  moment(at: Executor): Promise<Date>;
  /** Leaves out what was put before for the same reason, person and channel; gives the rows that were added. */
  insert(tx: Executor, messages: readonly NewMessage[]): Promise<readonly MessageRecord[]>;
  /** Due messages, reds first, kept from every other process until the transaction ends; others' claims are skipped. */
  takeDue(tx: Executor, now: Date, limit: number): Promise<readonly MessageRecord[]>;
  /** Whether anything is due. */
  anyDue(at: Executor, now: Date): Promise<boolean>;
  change(tx: Executor, ids: readonly number[], change: MessageChange): Promise<void>;
  /** The message and those that went out with it, if this try still holds it; locked. */
  held(tx: Executor, id: number, lease: string): Promise<readonly MessageRecord[]>;
  /** Channels on which the person was told of a reason so far. */
  channelsOf(tx: Executor, reason: string, personId: string | null): Promise<readonly string[]>;
  begin(tx: Executor, id: number, attempt: number, at: Date): Promise<number>;
  end(tx: Executor, attemptId: number, at: Date, outcome: string, answer: string): Promise<void>;
  /** Messages of a person and channel that went out since a moment, reds not counted. */
  sentSince(at: Executor, personId: string, channel: string, since: Date): Promise<number>;
  withdraw(tx: Executor, incidentId: string, reasons: readonly string[] | null, at: Date): Promise<void>;
  /** Marks messages as shown or read, where they were not; gives those that changed. */
  see(
    tx: Executor,
    which: { readonly personId: string; readonly ids: readonly number[] | null } | { readonly key: string },
    step: 'delivered' | 'read',
    at: Date,
  ): Promise<readonly MessageRecord[]>;
  inbox(
    at: Executor,
    personId: string,
    unread: boolean,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly items: readonly MessageRecord[]; readonly total: number; readonly unread: number }>;
  ofIncident(at: Executor, incidentId: string): Promise<readonly MessageRecord[]>;
  /** Messages that failed or were given up since a moment, newest first. */
  failed(at: Executor, since: Date, limit: number): Promise<readonly MessageRecord[]>;
  /** Counts by channel: waiting now, sent and given up since a moment. */
  counts(
    at: Executor,
    since: Date,
  ): Promise<
    ReadonlyMap<string, { readonly waiting: number; readonly sent: number; readonly givenUp: number }>
  >;
  names(at: Executor, personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Channels, wishes and devices in the records. */
export interface ChannelStore {
  list(at: Executor): Promise<readonly ChannelRecord[]>;
  find(at: Executor, id: string): Promise<ChannelRecord | null>;
  health(at: Executor): Promise<ReadonlyMap<string, ChannelHealth>>;
  /** False when a channel of this id is there already. */
  add(tx: Executor, channel: ChannelRecord, by: string, at: Date): Promise<boolean>;
  change(tx: Executor, channel: ChannelRecord, at: Date): Promise<void>;
  remove(tx: Executor, id: string): Promise<void>;
  /** Writes down how a try went; null for well. */
  told(
    tx: Executor,
    id: string,
    at: Date,
    failed: { readonly problem: Problem; readonly restUntil: Date | null } | null,
  ): Promise<void>;
  /** Counts a use of the minute unless there were `limit` already; false then. */
  useMinute(tx: Executor, id: string, minute: Date, limit: number): Promise<boolean>;
  wishes(at: Executor, personIds: readonly string[]): Promise<ReadonlyMap<string, Wishes>>;
  saveWishes(tx: Executor, wishes: Wishes, at: Date): Promise<void>;
  devices(at: Executor, personIds: readonly string[]): Promise<readonly DeviceRecord[]>;
  /** A browser that comes again, perhaps with another person, takes the place of its earlier row. */
  saveDevice(tx: Executor, device: DeviceRecord): Promise<void>;
  removeDevice(tx: Executor, personId: string, id: string): Promise<boolean>;
  devicesGone(tx: Executor, ids: readonly string[], at: Date): Promise<void>;
  devicesSent(tx: Executor, ids: readonly string[], at: Date): Promise<void>;
}
