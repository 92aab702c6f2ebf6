import type { ChannelSender } from '@miaotou/engine';
import { createTransport } from 'nodemailer';
import { addressOf } from '../address.js';
import type { Permits } from '../address.js';
import { ChannelFault, outcomeOf, sentOutcome } from '../fault.js';

/** Silence of a mail server after which a try is over, in milliseconds; below what the sender itself waits. */
const silenceMs = 8_000;

function mailFault(error: unknown, host: string): ChannelFault {
  const details = error as { code?: unknown; responseCode?: unknown; response?: unknown };
  const status = typeof details.responseCode === 'number' ? details.responseCode : null;
  const answer = (
    typeof details.response === 'string'
      ? details.response
      : typeof details.code === 'string'
        ? details.code
        : ''
  ).slice(0, 300);
  // 5xx stands for "never", 4xx for "not now" (RFC 5321, 4.2.1).
  const again = status === null ? details.code !== 'EAUTH' : status < 500;
  if (details.code === 'EAUTH') {
    return new ChannelFault(
      'mail-sign-in',
      `${host} 拒绝了账号或密码。`,
      `${host} refused the account or password.`,
      {
        again: true,
        answer,
        cause: error,
      },
    );
  }
  return new ChannelFault(
    status === null ? 'host-away' : `smtp-${status}`,
    status === null ? `${host} 无法连接。` : `${host} 返回了 ${status}。`,
    status === null ? `${host} cannot be reached.` : `${host} answered ${status}.`,
    { again, answer, cause: error },
  );
}

/** Mail over SMTP. The message id follows from the key, by which servers and readers know a repetition. */
export function email(permitted: Permits): ChannelSender {
  return {
    send: ({ settings, secret, to, key, title, text, link, signal }) =>
      outcomeOf(async () => {
        if (settings.kind !== 'email' || to.kind !== 'mail')
          throw new Error('not a message for a mail server');
        const { host, port, tls, user, from } = settings;
        const address = await addressOf(host, permitted);
        const transport = createTransport({
          host: address,
          port,
          secure: tls === 'tls',
          requireTLS: tls === 'starttls',
          ignoreTLS: tls === 'none',
          tls: { servername: host },
          connectionTimeout: silenceMs,
          greetingTimeout: silenceMs,
          socketTimeout: silenceMs,
          ...(user === null ? {} : { auth: { user, pass: secret['password'] ?? '' } }),
        });
        // A connection that hangs ends with its own silence; the try ends with the signal.
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        });
        try {
          const mail = transport.sendMail({
            from,
            to: { name: to.name, address: to.address },
            subject: title,
            text: link === null ? text : `${text}\n\n${link}`,
            messageId: `<${key}@${from.split('@')[1] ?? 'miaotou'}>`,
            headers: { 'X-Miaotou-Key': key, 'Auto-Submitted': 'auto-generated' },
            textEncoding: 'base64',
            disableFileAccess: true,
            disableUrlAccess: true,
          });
          const { response } = await Promise.race([mail, aborted]);
          return sentOutcome(response);
        } catch (error) {
          signal.throwIfAborted();
          throw mailFault(error, host);
        } finally {
          transport.close();
        }
      }),
  };
}
