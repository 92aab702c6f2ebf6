import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Topic, TopicDetail, TopicList, TopicQuery } from '@miaotou/contracts';
import { addDays, dayOf, findRegion, startOfDay, weekStart } from '@miaotou/domain';
import type { Bilingual, Day, EventKind } from '@miaotou/domain';
import { visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError } from '../shared/index.js';
import type { Clock } from '../shared/index.js';
import { maskedNumbers } from './masked.js';
import type { GroupTexts, ReadEvent, ReadingsWarehouse, TextTopic, TextWindow } from './ports.js';

/** Kinds of events that come with a text. */
export const textKinds = ['complaint', 'petition', 'opinion'] as const satisfies readonly EventKind[];

/** The newest messages of a window that are grouped; the answer says so when there were more. */
const mostMessages = 5000;
const topicsShown = 100;
const messagesShown = 200;
/** Groupings that are kept: every screen that opens asks for the same few. */
const kept = 8;

export interface TopicsDeps {
  readonly warehouse: Pick<ReadingsWarehouse, 'texts' | 'textState'>;
  readonly group: GroupTexts;
  readonly clock: Clock;
}

interface Grouping {
  readonly from: Day;
  readonly to: Day;
  readonly all: number;
  readonly events: readonly ReadEvent[];
  readonly topics: readonly TextTopic[];
}

type Told = Pick<ReadEvent, 'attributes'>;
export const titleOf = ({ attributes: { title } }: Told): string | null =>
  title === undefined ? null : maskedNumbers(title);
export const textOf = ({ attributes: { summary, excerpt, title } }: Told): string =>
  maskedNumbers(summary ?? excerpt ?? title ?? '');
const likesOf = ({ attributes }: ReadEvent): number =>
  (Number(attributes['likes']) || 0) + (Number(attributes['shares']) || 0);

function placeName(code: string): Bilingual | null {
  return findRegion(code)?.name ?? null;
}

function idOf(eventId: string): string {
  return createHash('sha256').update(eventId).digest('hex').slice(0, 16);
}

function weeksOf(days: readonly Day[], from: Day, to: Day): Topic['weeks'] {
  const counts = new Map<Day, number>();
  for (let week = weekStart(from); week <= to; week = addDays(week, 7)) counts.set(week, 0);
  for (const day of days) counts.set(weekStart(day), (counts.get(weekStart(day)) ?? 0) + 1);
  return [...counts].map(([week, messages]) => ({ week, messages }));
}

function topicOf({ topics, events, from, to }: Grouping, at: number): Topic | null {
  const topic = topics[at];
  const first = events[topic?.members[0] ?? -1];
  if (topic === undefined || first === undefined) return null;
  const members = topic.members.flatMap((position) => events[position] ?? []);
  const marked = (name: string) => members.filter(({ attributes }) => attributes[name] === 'true').length;
  return {
    id: idOf(first.eventId),
    words: [...topic.words],
    messages: members.length,
    repeats: topic.repeats,
    labour: marked('labour'),
    danger: marked('danger'),
    likes: topic.likes,
    heat: topic.heat,
    from: topic.from,
    to: topic.to,
    places: topic.places.flatMap((code) => {
      const name = placeName(code);
      return name === null ? [] : [{ code, name }];
    }),
    weeks: weeksOf(
      members.map(({ occurredAt }) => dayOf(occurredAt)),
      from,
      to,
    ),
  };
}

/** What people write about, grouped: hot topics of complaints, petitions and opinion. */
export function createTopics({ warehouse, group, clock }: TopicsDeps) {
  const cache = new Map<string, Promise<Grouping>>();

  async function grouped(
    { from, to, all }: Pick<Grouping, 'from' | 'to' | 'all'>,
    window: Omit<TextWindow, 'limit'>,
  ): Promise<Grouping> {
    const newest = await warehouse.texts({ ...window, limit: mostMessages });
    const messages = newest.map((event) => ({
      id: event.eventId,
      title: titleOf(event) ?? '',
      text: textOf(event),
      day: dayOf(event.occurredAt),
      place: event.region === '' ? null : event.region,
      likes: likesOf(event),
    }));
    const topics = await group(messages, to, () => nextTurn());
    return { from, to, all, events: newest, topics };
  }

  /** The grouping of a window, kept until its texts change; a failure is not kept. */
  async function groupingOf({ days, to: asked }: TopicQuery, viewer: Viewer): Promise<Grouping> {
    const now = clock.now();
    const to = asked ?? dayOf(now);
    const from = addDays(to, 1 - days);
    const window = {
      kinds: textKinds,
      from: startOfDay(from),
      to: startOfDay(addDays(to, 1)),
      knownAt: now,
      regions: visibleRegions(viewer),
    };
    const { texts: all, newest } = await warehouse.textState(window);
    const key = JSON.stringify([from, to, window.regions, all, newest]);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const grouping = grouped({ from, to, all }, window);
    cache.set(key, grouping);
    grouping.catch(() => cache.delete(key));
    const [oldest] = cache.keys();
    if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
    return grouping;
  }

  return {
    async list(query: TopicQuery, viewer: Viewer): Promise<TopicList> {
      const grouping = await groupingOf(query, viewer);
      const { from, to, all, events, topics } = grouping;
      const shown = topics.slice(0, topicsShown).flatMap((_, at) => topicOf(grouping, at) ?? []);
      return { from, to, read: events.length, all, items: shown };
    },

    /** One topic with its messages, newest first. Throws not-found when the window holds it no more. */
    async detail(id: string, query: TopicQuery, viewer: Viewer): Promise<TopicDetail> {
      const grouping = await groupingOf(query, viewer);
      const { events, topics } = grouping;
      const at = topics.findIndex(({ members }) => idOf(events[members[0] ?? -1]?.eventId ?? '') === id);
      const topic = topicOf(grouping, at);
      if (topic === null) {
        throw new PermanentError('not-found', 'topic-unknown', {
          zh: '这一时段内没有该话题。',
          en: 'There is no such topic in this window.',
        });
      }
      const members = (topics[at]?.members ?? []).flatMap((position) => events[position] ?? []);
      return {
        ...topic,
        shown: members
          .toReversed()
          .slice(0, messagesShown)
          .map((event) => ({
            eventId: event.eventId,
            kind: event.kind,
            day: dayOf(event.occurredAt),
            place: placeName(event.region),
            title: titleOf(event),
            text: textOf(event),
            likes: likesOf(event),
            labour: event.attributes['labour'] === 'true',
            danger: event.attributes['danger'] === 'true',
            batchId: event.batchId,
            row: event.row,
          })),
      };
    },
  };
}
export type Topics = ReturnType<typeof createTopics>;
