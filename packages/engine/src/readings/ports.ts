import type { ReadingChanges } from '@miaotou/contracts';
import type { Day, EventKind } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** An event of which a text was read, in its newest version. */
export interface ReadEvent {
  readonly eventId: string;
  readonly kind: EventKind;
  readonly layout: string;
  readonly occurredAt: Date;
  readonly employerId: string;
  readonly employerName: string;
  readonly region: string;
  readonly persons: number | null;
  readonly amountFen: number | null;
  readonly months: number | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly batchId: string;
  readonly row: number;
}

export interface TextWindow {
  readonly kinds: readonly EventKind[];
  readonly from: Date;
  readonly to: Date;
  readonly knownAt: Date;
  /** Regions that the read is narrowed to; null reads everything. */
  readonly regions: readonly string[] | null;
  /** The newest so many. */
  readonly limit: number;
}

/** The new state of an event's facts, written as a newer version of it. */
export interface CorrectedEvent {
  readonly event: ReadEvent;
  readonly facts: Pick<ReadEvent, 'region' | 'persons' | 'amountFen' | 'months' | 'attributes'>;
  readonly observedAt: Date;
}

/** Read events in the warehouse. */
export interface ReadingsWarehouse {
  texts(window: TextWindow): Promise<readonly ReadEvent[]>;
  /** How many texts a window holds, and when its newest version came to be known; null when it holds none. */
  textState(
    window: Omit<TextWindow, 'limit'>,
  ): Promise<{ readonly texts: number; readonly newest: Date | null }>;
  event(eventId: string, knownAt: Date): Promise<ReadEvent | null>;
  correct(corrected: CorrectedEvent): Promise<void>;
}

/** A correction in the records. */
export interface ReadingCorrectionRecord {
  readonly id: number;
  readonly eventId: string;
  readonly region: string;
  readonly text: string;
  readonly before: ReadingChanges;
  readonly after: ReadingChanges;
  /** `read` and `corrected` of the event as they stood before. */
  readonly marksBefore: { readonly read: string; readonly corrected: string };
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}
export type NewReadingCorrectionRecord = Omit<ReadingCorrectionRecord, 'id' | 'undoneBy' | 'undoneAt'>;

/** Corrections of readings in the records. */
export interface ReadingCorrectionRecords {
  add(executor: Executor, correction: NewReadingCorrectionRecord): Promise<void>;
  find(executor: Executor, id: number): Promise<ReadingCorrectionRecord | null>;
  /** Of one event, newest first. */
  of(executor: Executor, eventId: string): Promise<readonly ReadingCorrectionRecord[]>;
  /** All that stand, oldest first. */
  standing(executor: Executor): Promise<readonly ReadingCorrectionRecord[]>;
  undo(executor: Executor, id: number, by: string, at: Date): Promise<void>;
}

/** A message on its way into a topic, and what comes of it. */
export interface TextMessage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly day: Day;
  readonly place: string | null;
  readonly likes: number;
}
export interface TextTopic {
  readonly words: readonly string[];
  /** Positions of its messages, oldest first. */
  readonly members: readonly number[];
  readonly from: Day;
  readonly to: Day;
  readonly places: readonly string[];
  readonly likes: number;
  readonly repeats: number;
  readonly heat: number;
}
/** Groups messages by what they are about, hottest first; `breathe` is awaited now and then. */
export type GroupTexts = (
  messages: readonly TextMessage[],
  today: Day,
  breathe: () => Promise<void>,
) => Promise<readonly TextTopic[]>;
