import { setTimeout as sleep } from 'node:timers/promises';
import { createChannelSenders } from '@miaotou/channels';
import { jobNames } from '@miaotou/contracts';
import { createMessages } from '@miaotou/engine';
import type { Clock, Messages } from '@miaotou/engine';
import { openJobs } from '@miaotou/queue';
import { channelStore, messageStore, openRecords } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { secretBox } from '@miaotou/runtime';

/** Key of the installation that the test plays. */
export const installationKey = Buffer.alloc(32, 7);
/** Short, so that what a killed process held is taken up again within the time of a test. */
const patienceMs = 700;

/** Messages as a program composes them, without the rest of the product. */
export function messagesOver(records: OpenRecords, clock: Clock): Messages {
  return createMessages({
    records,
    messages: messageStore,
    channels: channelStore,
    senders: createChannelSenders({ networks: ['127.0.0.0/8'], contact: 'mailto:test@example.org' }),
    box: secretBox(installationKey, 'channels'),
    clock,
    live: { publish: () => undefined },
    listener: { progressed: () => Promise.resolve() },
    publicUrl: null,
    patienceMs,
    onFault: (error) => process.stderr.write(`${String(error)}\n`),
  });
}

/** A process that sends until it is killed, its clock off by so many milliseconds. */
export async function work(databaseUrl: string, redisUrl: string, clockOffMs: number): Promise<never> {
  const records = await openRecords({ url: databaseUrl, onError: () => undefined });
  const { sending } = messagesOver(records, { now: () => new Date(Date.now() + clockOffMs) });
  const jobs = await openJobs({ redisUrl, onError: () => undefined });
  const idle = Object.fromEntries(jobNames.map((name) => [name, () => Promise.resolve()]));
  await jobs.work([
    {
      ...idle,
      'send-messages': async (_: object, { signal }: { signal: AbortSignal }) => sending.sendDue(signal),
    },
  ]);
  process.send?.('ready');
  for (;;) {
    // The schedule of the server: it asks the queue when something is due; a store that is away comes back.
    await sending
      .anyDue()
      .then((due) => (due ? jobs.add('send-messages', {}, { key: 'send-messages', attempts: 1 }) : null))
      .catch(() => undefined);
    await sleep(100);
  }
}
