import type { EventReading, NewReadingCorrection, ReadingCorrection } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import type { Locks } from '../sources/index.js';
import { changed, differing, factsOf, namesIn, standing } from './facts.js';
import type {
  CorrectedEvent,
  ReadEvent,
  ReadingCorrectionRecord,
  ReadingCorrectionRecords,
  ReadingsWarehouse,
} from './ports.js';
import { textOf, titleOf } from './topics.js';

export interface ReadingsDeps {
  readonly records: Records;
  readonly corrections: ReadingCorrectionRecords;
  readonly warehouse: Pick<ReadingsWarehouse, 'event' | 'correct'>;
  readonly locks: Locks;
  readonly clock: Clock;
  /** Asks for the evaluation of what a delivery tells, for one of its events has changed. */
  readonly changed: (batchId: string) => Promise<void>;
}

function told({ undoneBy, undoneAt, ...record }: ReadingCorrectionRecord): ReadingCorrection {
  const { id, eventId, before, after, reason, by, at } = record;
  return {
    id: String(id),
    eventId,
    before,
    after,
    reason,
    by,
    at: at.toISOString(),
    undone: undoneBy === null || undoneAt === null ? null : { by: undoneBy, at: undoneAt.toISOString() },
  };
}

function unknown(): PermanentError {
  return new PermanentError('not-found', 'reading-unknown', {
    zh: '没有这条读取记录，或不在您的辖区内。',
    en: 'There is no such reading, or it lies outside your regions.',
  });
}

/** What the machine read of events' texts, and what people made of it. */
export function createReadings(deps: ReadingsDeps) {
  const { records, corrections, warehouse, locks, clock } = deps;

  async function seen(eventId: string, viewer: Viewer): Promise<ReadEvent> {
    const event = await warehouse.event(eventId, clock.now());
    if (event === null || event.attributes['readVersion'] === undefined || !maySee(viewer, event.region))
      throw unknown();
    return event;
  }

  /** The correction is kept only if the event could be written anew. */
  async function write(
    event: ReadEvent,
    facts: CorrectedEvent['facts'],
    observedAt: Date,
    keep: (tx: Executor) => Promise<unknown>,
  ): Promise<void> {
    await records.transaction(async (tx) => {
      await keep(tx);
      await warehouse.correct({ event, facts, observedAt });
    });
    await deps.changed(event.batchId);
  }

  async function get(eventId: string, viewer: Viewer): Promise<EventReading> {
    const event = await seen(eventId, viewer);
    const { attributes } = event;
    return {
      eventId,
      kind: event.kind,
      day: dayOf(event.occurredAt),
      employerName: event.employerName,
      title: titleOf(event),
      text: textOf(event),
      facts: factsOf(event),
      read: namesIn(attributes['read']),
      corrected: namesIn(attributes['corrected']),
      words: attributes['labourWords'] ?? '',
      dangerWords: namesIn(attributes['dangerWords']),
      employerNamed: attributes['employerNamed'] ?? null,
      version: attributes['readVersion'] ?? '',
      corrections: (await corrections.of(records.read, eventId)).map(told),
    };
  }

  return {
    get,

    /** Keeps a correction and writes the event anew with it. Throws invalid when nothing would change. */
    async correct(
      eventId: string,
      { changes, reason }: NewReadingCorrection,
      viewer: Viewer,
    ): Promise<EventReading> {
      await locks.underLock(`reading:${eventId}`, async () => {
        const event = await seen(eventId, viewer);
        const facts = factsOf(event);
        const before = standing(facts, changes);
        const names = differing(facts, changes);
        if (names.length === 0) {
          throw new PermanentError('invalid', 'nothing-changes', {
            zh: '与现有内容相同，没有改动。',
            en: 'It is as it stands; nothing changes.',
          });
        }
        const marksBefore = {
          read: event.attributes['read'] ?? '',
          corrected: event.attributes['corrected'] ?? '',
        };
        const marks = {
          read: namesIn(marksBefore.read)
            .filter((name) => !names.includes(name))
            .join(','),
          corrected: [...new Set([...namesIn(marksBefore.corrected), ...names])].join(','),
        };
        const at = clock.now();
        const text = [titleOf(event) ?? '', textOf(event)].join(' ').trim();
        const record = {
          eventId,
          region: event.region,
          text,
          before,
          after: changes,
          marksBefore,
          reason,
          by: viewer.username,
          at,
        };
        await write(event, changed(event, changes, marks), at, (tx) => corrections.add(tx, record));
      });
      return get(eventId, viewer);
    },

    /** Takes back the newest correction of an event. Throws conflict when it was taken back before or is not the newest. */
    async undo(id: number, viewer: Viewer): Promise<EventReading> {
      const correction = await corrections.find(records.read, id);
      if (correction === null || !maySee(viewer, correction.region)) throw unknown();
      const { eventId } = correction;
      await locks.underLock(`reading:${eventId}`, async () => {
        const newest = (await corrections.of(records.read, eventId)).find(
          ({ undoneAt }) => undoneAt === null,
        );
        if (newest?.id !== id) {
          throw new PermanentError('conflict', 'not-the-newest', {
            zh: '只能撤销最近一次更正。',
            en: 'Only the newest correction can be taken back.',
          });
        }
        const event = await seen(eventId, viewer);
        const at = clock.now();
        await write(event, changed(event, correction.before, correction.marksBefore), at, (tx) =>
          corrections.undo(tx, id, viewer.username, at),
        );
      });
      return get(eventId, viewer);
    },

    /** Every correction that stands, with the text as it is kept, for training. */
    async lessons(): Promise<readonly (ReadingCorrection & { readonly text: string })[]> {
      const all = await corrections.standing(records.read);
      return all.map((record) => ({ ...told(record), text: record.text }));
    },
  };
}
export type Readings = ReturnType<typeof createReadings>;
