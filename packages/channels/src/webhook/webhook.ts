import { createHmac, randomUUID } from 'node:crypto';
import type { ChannelSender } from '@miaotou/engine';
import type { Permits } from '../address.js';
import { ChannelFault, outcomeOf, sentOutcome } from '../fault.js';
import { objectOf, post, requireOk } from '../http/index.js';

/** The signature of a request: HMAC-SHA256 in hex over "timestamp.nonce.body". */
export function signatureOf(signing: string, timestamp: string, nonce: string, body: string): string {
  return `v1=${createHmac('sha256', signing).update(`${timestamp}.${nonce}.${body}`).digest('hex')}`;
}

/**
 * A gateway of text messages or calls. It checks the signature, refuses a timestamp more than five minutes away or a nonce
 * that it knows, and takes the same idempotency key once. It answers {"code":0} and may add "status":"delivered".
 */
export function webhook(kind: 'sms' | 'voice', permitted: Permits): ChannelSender {
  return {
    send: (dispatch) =>
      outcomeOf(async () => {
        const { settings, secret, to, key, tier, title, text, link, test, now, signal } = dispatch;
        if (settings.kind !== kind || to.kind !== 'phone')
          throw new Error(`not a message for a gateway of ${kind}`);
        const url = new URL(settings.url);
        const body = JSON.stringify({ id: key, kind, to: to.number, tier, title, text, link, test });
        const timestamp = String(Math.floor(now.getTime() / 1_000));
        const nonce = randomUUID();
        const headers = {
          'content-type': 'application/json; charset=utf-8',
          'idempotency-key': key,
          'x-miaotou-timestamp': timestamp,
          'x-miaotou-nonce': nonce,
          'x-miaotou-signature': signatureOf(secret['signing'] ?? '', timestamp, nonce, body),
        };
        const answer = await post({ url, headers, body, signal, permitted });
        requireOk(answer, url.host, now);
        const { code, status, again } = objectOf(answer, url.host);
        if (code !== 0) {
          throw new ChannelFault(
            'refused-inside',
            `${url.host} 未接收（错误码 ${String(code)}）。`,
            `${url.host} did not take it (code ${String(code)}).`,
            { again: again !== false, answer: answer.text.slice(0, 300) },
          );
        }
        return sentOutcome(answer.text, status === 'delivered');
      }),
  };
}
