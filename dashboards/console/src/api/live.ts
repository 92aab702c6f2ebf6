import { z } from 'zod';
import { LiveMessageSchema, type LiveMessage } from '@miaotou/contracts';

export type Connection = 'connecting' | 'open' | 'lost';

/** What a message is about, which alone says what on the page has become old. */
export type LiveType = LiveMessage['type'];

export interface LiveHandlers {
  /** `message` is null when a newer server said more than this version can read. */
  readonly onMessage: (type: LiveType, message: LiveMessage | null) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** Pauses before another attempt, in milliseconds; the last one repeats. */
export const reconnectPauses = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** How long the browser may try by itself before the reader is told. */
const PATIENCE_MS = 3_000;

const TypeSchema = z.object({ type: z.enum(LiveMessageSchema.options.map(({ shape }) => shape.type.value)) });

/** One event of the stream; null for what is no message of a known type. */
export function readLive(
  data: string,
): { readonly type: LiveType; readonly message: LiveMessage | null } | null {
  let said: unknown;
  try {
    said = JSON.parse(data);
  } catch {
    return null;
  }
  const known = TypeSchema.safeParse(said);
  if (!known.success) return null;
  return { type: known.data.type, message: LiveMessageSchema.safeParse(said).data ?? null };
}

/**
 * Follows the server's live stream until the returned function is called. The browser reconnects by itself after a broken
 * line; after a refusal (a restarting server) it gives up, so this tries again with growing pauses.
 */
export function followLive(
  { onMessage, onConnection }: LiveHandlers,
  open: () => EventSource = () => new EventSource('/api/v1/stream'),
): () => void {
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | null = null;
  let telling: ReturnType<typeof setTimeout> | null = null;
  let attempts = 0;
  let stopped = false;

  const quiet = () => {
    if (telling !== null) clearTimeout(telling);
    telling = null;
  };
  const connect = () => {
    again = null;
    const current = open();
    source = current;
    current.addEventListener('open', () => {
      attempts = 0;
      quiet();
      onConnection('open');
    });
    current.addEventListener('message', (event: MessageEvent<unknown>) => {
      const read = typeof event.data === 'string' ? readLive(event.data) : null;
      if (read !== null) onMessage(read.type, read.message);
    });
    current.addEventListener('error', () => {
      if (stopped) return;
      telling ??= setTimeout(() => {
        onConnection('lost');
      }, PATIENCE_MS);
      if (current.readyState !== current.CLOSED || again !== null) return;
      const pause = reconnectPauses[Math.min(attempts, reconnectPauses.length - 1)];
      attempts += 1;
      again = setTimeout(connect, pause);
    });
  };

  onConnection('connecting');
  connect();
  return () => {
    stopped = true;
    quiet();
    if (again !== null) clearTimeout(again);
    source?.close();
  };
}
