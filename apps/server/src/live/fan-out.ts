import type { LiveEvent, Viewer } from '@miaotou/engine';
import { maySee } from '@miaotou/engine';

/** One open screen. */
export interface Screen {
  readonly viewer: Pick<Viewer, 'id' | 'scope'>;
  /** The session under which it was opened. */
  readonly session: string;
  /** Bytes that the screen has not taken yet. */
  backlog(): number;
  write(chunk: Buffer): void;
  end(): void;
}

/** A screen this far behind is cut off; it comes back by itself and asks for the present state. */
const mostBacklog = 1_000_000;
const heartbeat = Buffer.from(': still here\n\n');

/** Whether an event is for a viewer: it names the viewer; or, naming nobody, no region or one that the viewer may see. */
export function isFor(event: LiveEvent, viewer: Pick<Viewer, 'id' | 'scope'>): boolean {
  if (event.people !== undefined) return event.people.includes(viewer.id);
  return event.regions.length === 0 || event.regions.some((region) => maySee(viewer, region));
}

/** Passes each event to every open screen that may see it; its text is made once for all of them. */
export class FanOut {
  private readonly screens = new Set<Screen>();

  get size(): number {
    return this.screens.size;
  }

  /** Gives the way to take the screen off. */
  add(screen: Screen): () => void {
    this.screens.add(screen);
    return () => this.screens.delete(screen);
  }

  deliver(event: LiveEvent): void {
    const chunk = Buffer.from(`data: ${JSON.stringify(event.message)}\n\n`);
    this.send(chunk, (screen) => isFor(event, screen.viewer));
  }

  beat(): void {
    this.send(heartbeat, () => true);
  }

  /** Sessions of the open screens, each once. */
  sessions(): string[] {
    return [...new Set([...this.screens].map(({ session }) => session))];
  }

  /** Ends the screens whose session no longer holds, of those that were asked about. */
  keep(asked: readonly string[], open: ReadonlySet<string>): void {
    const over = new Set(asked.filter((session) => !open.has(session)));
    for (const screen of this.screens) {
      if (!over.has(screen.session)) continue;
      this.screens.delete(screen);
      screen.end();
    }
  }

  endAll(): void {
    for (const screen of this.screens) screen.end();
    this.screens.clear();
  }

  private send(chunk: Buffer, wanted: (screen: Screen) => boolean): void {
    for (const screen of this.screens) {
      if (!wanted(screen)) continue;
      if (screen.backlog() > mostBacklog) {
        this.screens.delete(screen);
        screen.end();
      } else screen.write(chunk);
    }
  }
}
