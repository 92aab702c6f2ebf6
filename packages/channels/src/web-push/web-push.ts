import { createHash } from 'node:crypto';
import { tierRank } from '@miaotou/domain';
import type { ChannelSender, Dispatch, Subscription } from '@miaotou/engine';
import webPush from 'web-push';
import type { Permits } from '../address.js';
import { ChannelFault, outcomeOf, sentOutcome } from '../fault.js';
import { post, retryAfter } from '../http/index.js';

/** How long a push service keeps a message for a phone that is off, in seconds. */
const keepSeconds = 24 * 3_600;
/** Push services take 4096 bytes; the text keeps well below. */
const longestText = 1_200;

type DeviceOutcome = 'sent' | 'gone' | ChannelFault;

/** New keys of this installation as a sender of web push (VAPID, RFC 8292). */
export function makePushKeys(): { readonly publicKey: string; readonly privateKey: string } {
  return webPush.generateVAPIDKeys();
}

function payloadOf({ key, tier, title, text, path, test }: Dispatch): string {
  return JSON.stringify({ key, tier, title, text: text.slice(0, longestText), path, test });
}

async function sendTo(
  device: Subscription,
  dispatch: Dispatch,
  subject: string,
  permitted: Permits,
): Promise<DeviceOutcome> {
  const { settings, secret, key, tier, signal, now } = dispatch;
  if (settings.kind !== 'web-push') throw new Error('not a message for web push');
  const url = new URL(device.endpoint);
  try {
    const made = webPush.generateRequestDetails(
      { endpoint: device.endpoint, keys: device.keys },
      payloadOf(dispatch),
      {
        vapidDetails: { subject, publicKey: settings.publicKey, privateKey: secret['privateKey'] ?? '' },
        TTL: keepSeconds,
        urgency: tierRank(tier) >= 3 ? 'high' : 'normal',
        // A repetition takes the place of the one that still waits at the push service (RFC 8030, 5.4).
        topic: createHash('sha256').update(key).digest('base64url').slice(0, 32),
      },
    );
    const headers = made.headers;
    const answer = await post({ url, headers, body: made.body ?? '', signal, permitted });
    if (answer.status >= 200 && answer.status < 300) return 'sent';
    if (answer.status === 404 || answer.status === 410) return 'gone';
    const again = answer.status === 429 || answer.status >= 500;
    return new ChannelFault(
      `http-${answer.status}`,
      `${url.host} 返回了 ${answer.status}。`,
      `${url.host} answered ${answer.status}.`,
      {
        again,
        answer: answer.text.slice(0, 300),
        restMs: retryAfter(answer.headers['retry-after'], now),
      },
    );
  } catch (error) {
    if (error instanceof ChannelFault) return error;
    signal.throwIfAborted();
    return new ChannelFault('device-keys', '设备的密钥无效。', 'The keys of the device are not valid.', {
      again: false,
      cause: error,
    });
  }
}

/** Web push to all devices of a person: sent when one of them has it at its push service. */
export function webPushSender(subject: string, permitted: Permits): ChannelSender {
  return {
    send: (dispatch) =>
      outcomeOf(async () => {
        const { to } = dispatch;
        if (to.kind !== 'devices') throw new Error('web push goes to devices');
        const outcomes = await Promise.all(
          to.devices.map(async (device) => ({
            id: device.id,
            outcome: await sendTo(device, dispatch, subject, permitted),
          })),
        );
        const gone = outcomes.filter(({ outcome }) => outcome === 'gone').map(({ id }) => id);
        const sent = outcomes.filter(({ outcome }) => outcome === 'sent').length;
        if (sent > 0) return sentOutcome(`${sent} of ${outcomes.length} devices`, false, gone);
        const faults = outcomes.flatMap(({ outcome }) => (outcome instanceof ChannelFault ? [outcome] : []));
        const [first] = faults;
        if (first === undefined) {
          throw new ChannelFault(
            'devices-gone',
            '登记的设备都已失效。',
            'Every device of the person is gone.',
            { again: false, gone },
          );
        }
        const {
          again,
          answer = '',
          restMs = null,
        } = faults.find(({ details }) => details.again)?.details ?? first.details;
        throw new ChannelFault(first.code, first.text.zh, first.text.en, {
          again,
          answer,
          restMs,
          gone,
          cause: first,
        });
      }),
  };
}
