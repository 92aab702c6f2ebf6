import type { ChannelSenders } from '@miaotou/engine';
import { permits } from './address.js';
import { email } from './email/index.js';
import { dingtalkKind, feishuKind, robot, wecomKind } from './robots/index.js';
import { webPushSender } from './web-push/index.js';
import { webhook } from './webhook/index.js';

export { makePushKeys } from './web-push/index.js';

export interface ChannelOptions {
  /** Inner networks (CIDR) to which messages may be sent; public addresses always are. */
  readonly networks: readonly string[];
  /** Whom a push service may turn to: an https or mailto address (RFC 8292, 2.1). */
  readonly contact: string;
}

/** Every technology of telling somebody. */
export function createChannelSenders({ networks, contact }: ChannelOptions): ChannelSenders {
  const permitted = permits(networks);
  return {
    'web-push': webPushSender(contact, permitted),
    email: email(permitted),
    wecom: robot(wecomKind, permitted),
    dingtalk: robot(dingtalkKind, permitted),
    feishu: robot(feishuKind, permitted),
    sms: webhook('sms', permitted),
    voice: webhook('voice', permitted),
  };
}
