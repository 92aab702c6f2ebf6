import { LiveMessageSchema } from '@miaotou/contracts';
import type { LiveEvent, LivePush } from '@miaotou/engine';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { throttledErrors } from '../throttle/index.js';

const channel = 'miaotou:live';
const LiveEventSchema = z.object({
  regions: z.array(z.string()),
  people: z.array(z.string()).exactOptional(),
  message: LiveMessageSchema,
});

type Listener = (event: LiveEvent) => void;

/** Live push with its receiving end: what any process publishes reaches the listeners of every process. */
export interface LiveHub extends LivePush {
  /** Gives the way to stop listening. */
  subscribe(listener: Listener): () => void;
  close(): Promise<void>;
}

export interface LiveHubOptions {
  /** redis://host:6379; without it events stay in the process. */
  readonly redisUrl?: string | null;
  /**
   * Told of trouble with Redis, at most once in 30 s for each kind, with the number held back; a lost event costs a
   * screen one refresh, so publishing never fails.
   */
  readonly onError?: (error: Error, heldBack: number) => void;
}

function localHub(): LiveHub & { readonly deliver: Listener } {
  const listeners = new Set<Listener>();
  const deliver: Listener = (event) => {
    for (const listener of listeners) listener(event);
  };
  return {
    deliver,
    publish: deliver,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => Promise.resolve(),
  };
}

/** Opens live push: within the process, or over Redis where several processes serve. */
export async function openLiveHub({
  redisUrl,
  onError: tell = () => undefined,
}: LiveHubOptions): Promise<LiveHub> {
  const local = localHub();
  if (!redisUrl) return local;
  const onError = throttledErrors(tell, () => performance.now());
  const sender = new Redis(redisUrl);
  const receiver = new Redis(redisUrl);
  for (const client of [sender, receiver]) client.on('error', onError);
  receiver.on('message', (_, text: string) => {
    const parsed = LiveEventSchema.safeParse(JSON.parse(text));
    if (parsed.success) local.deliver(parsed.data);
    else onError(parsed.error);
  });
  await receiver.subscribe(channel);
  return {
    publish: (event) => {
      sender.publish(channel, JSON.stringify(event)).catch(onError);
    },
    subscribe: (listener) => local.subscribe(listener),
    close: async () => {
      await Promise.all([sender, receiver].map((client) => client.quit().catch(() => client.disconnect())));
    },
  };
}
