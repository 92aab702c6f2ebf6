import type { SecretBox } from '../connections/index.js';
import type { Clock, LivePush, Records } from '../shared/index.js';
import type { MessageListener } from './outbox.js';
import type { ChannelSenders, ChannelStore, MessageStore } from './ports.js';

/** What messages need of the world. */
export interface MessagesDeps {
  readonly records: Records;
  readonly messages: MessageStore;
  readonly channels: ChannelStore;
  readonly senders: ChannelSenders;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly live: LivePush;
  readonly listener: MessageListener;
  /** Address under which people reach the console, without a slash at its end; null where nobody named it. */
  readonly publicUrl: string | null;
  /** A receiver that says nothing for so long is given up for this try, in milliseconds. */
  readonly patienceMs: number;
  /** Told of every fault whose reason is not known. */
  readonly onFault: (error: unknown, where: string) => void;
}
