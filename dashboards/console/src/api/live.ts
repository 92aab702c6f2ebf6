import { LiveMessageSchema, type LiveMessage } from '@miaotou/contracts';

export type Connection = 'connecting' | 'open' | 'lost';

export interface LiveHandlers {
  readonly onMessage: (message: LiveMessage) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** Pauses before another attempt, in milliseconds; the last one repeats. */
export const reconnectPauses = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** How long the browser may try by itself before the reader is told. */
const PATIENCE_MS = 3_000;

/** The message of one event; null for what this version does not know. */
export function readLive(data: string): LiveMessage | null {
  try {
    const parsed = LiveMessageSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
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
      const message = typeof event.data === 'string' ? readLive(event.data) : null;
      if (message !== null) onMessage(message);
    });
    current.addEventListener('error', () => {
      if (stopped) return;
      telling ??= setTimeout(() => {
        onConnection('lost');
      }, PATIENCE_MS);
      if (current.readyState !== EventSource.CLOSED || again !== null) return;
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
