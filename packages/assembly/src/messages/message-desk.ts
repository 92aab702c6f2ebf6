import { createChannelSenders, makePushKeys } from '@miaotou/channels';
import { createMessages } from '@miaotou/engine';
import type { Messages, MessagesDeps } from '@miaotou/engine';
import { channelStore, messageStore } from '@miaotou/records';
import { secretBox } from '@miaotou/runtime';

export interface MessageDeskOptions extends Pick<
  MessagesDeps,
  'records' | 'clock' | 'live' | 'listener' | 'publicUrl' | 'onFault'
> {
  /** Key of the installation; secrets of channels and contacts are sealed under one derived from it. */
  readonly secret: Buffer;
  /** Inner networks to which messages may be sent. */
  readonly networks: readonly string[];
}

/** How long a receiver may take to answer, in milliseconds. */
const patienceMs = 10_000;

/** Messages and the ways on which they go out. */
export interface MessageDesk {
  readonly messages: Messages;
  /** Makes what a first start needs: the keys of web push. */
  readonly openChannels: () => Promise<void>;
}

/** Composes messages over open stores. */
export function createMessageDesk({ secret, networks, ...rest }: MessageDeskOptions): MessageDesk {
  const contact = rest.publicUrl?.startsWith('https:') === true ? rest.publicUrl : 'mailto:miaotou@localhost';
  const messages = createMessages({
    ...rest,
    patienceMs,
    messages: messageStore,
    channels: channelStore,
    senders: createChannelSenders({ networks, contact }),
    box: secretBox(secret, 'channels'),
  });
  return { messages, openChannels: () => messages.channels.openWebPush(makePushKeys) };
}
