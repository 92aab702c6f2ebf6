import { daysBetween, type Day } from '@miaotou/domain';
import { nearDuplicates } from './minhash.js';
import { breathEvery, vectorsOf, type Breathe, type Vector } from './vectors.js';

/** A message on its way into a topic. */
export interface TopicMessage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly day: Day;
  /** Region code; null when not known. Messages of different places are different topics. */
  readonly place: string | null;
  readonly likes: number;
}

/** Messages about one thing. */
export interface Topic {
  /** Its words, the most telling first. */
  readonly words: readonly string[];
  /** Positions of its messages, oldest first. */
  readonly members: readonly number[];
  readonly from: Day;
  readonly to: Day;
  readonly places: readonly string[];
  readonly likes: number;
  /** Messages that repeat another of the topic nearly word for word. */
  readonly repeats: number;
  /** How much it occupies people now: messages and likes, halved for each month past. */
  readonly heat: number;
}

/** Likeness of a message to a topic's centre from which it joins; topics this alike are one. */
const joinFrom = 0.34;
/** A topic that nobody wrote about for so many days is over. */
const silentDays = 120;
const halfLifeDays = 30;
const shownWords = 5;

interface Growing {
  readonly members: number[];
  readonly sum: Map<string, number>;
  readonly places: Set<string>;
  last: Day;
}

/** Topics by word, so that a message is compared only with those that share one with it. */
class Board {
  readonly topics: Growing[] = [];
  readonly #byWord = new Map<string, Set<Growing>>();

  add(topic: Growing, vector: Vector): void {
    for (const [word, weight] of vector) {
      topic.sum.set(word, (topic.sum.get(word) ?? 0) + weight);
      const holders = this.#byWord.get(word);
      if (holders === undefined) this.#byWord.set(word, new Set([topic]));
      else holders.add(topic);
    }
  }

  /** The likest open topic of the same place, if it is like enough. */
  nearest(vector: Vector, day: Day, place: string | null): Growing | null {
    const candidates = new Set<Growing>();
    for (const word of vector.keys()) for (const topic of this.#byWord.get(word) ?? []) candidates.add(topic);
    let best: Growing | null = null;
    let likest = joinFrom;
    for (const topic of candidates) {
      if (daysBetween(topic.last, day) > silentDays) continue;
      if (place !== null && topic.places.size > 0 && !topic.places.has(place)) continue;
      const likeness = cosine(vector, topic.sum);
      if (likeness >= likest) [best, likest] = [topic, likeness];
    }
    return best;
  }
}

/** Of a vector of length 1 and any other. */
function cosine(vector: Vector, sum: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [word, weight] of vector) dot += weight * (sum.get(word) ?? 0);
  let square = 0;
  for (const weight of sum.values()) square += weight * weight;
  return square === 0 ? 0 : dot / Math.sqrt(square);
}

function wordsOfTopic(topic: Growing, vectors: readonly Vector[]): string[] {
  const shared = [...topic.sum].filter(
    ([word]) => topic.members.filter((at) => vectors[at]?.has(word)).length * 2 >= topic.members.length,
  );
  const ranked = (shared.length > 1 ? shared : [...topic.sum]).toSorted(([, a], [, b]) => b - a);
  return ranked.slice(0, shownWords).map(([word]) => word);
}

/**
 * Groups messages by what they are about, in time and place, hottest first; single messages are no topic. Pure: `today`
 * is the day that heat is told for. Long work: `breathe` is awaited now and then.
 */
export async function topicsOf(
  messages: readonly TopicMessage[],
  today: Day,
  breathe: Breathe,
): Promise<Topic[]> {
  const vectors = await vectorsOf(messages, breathe);
  const board = new Board();
  const inTime = [...messages.keys()].toSorted((a, b) => {
    const [one, other] = [messages[a]?.day ?? '', messages[b]?.day ?? ''];
    return one < other ? -1 : one > other ? 1 : a - b;
  });
  for (const [turn, at] of inTime.entries()) {
    if (turn % breathEvery === 0) await breathe();
    const [message, vector] = [messages[at], vectors[at]];
    if (message === undefined || vector === undefined || vector.size === 0) continue;
    const near = board.nearest(vector, message.day, message.place);
    const topic = near ?? {
      members: [],
      sum: new Map<string, number>(),
      places: new Set<string>(),
      last: message.day,
    };
    if (near === null) board.topics.push(topic);
    topic.members.push(at);
    topic.last = message.day;
    if (message.place !== null) topic.places.add(message.place);
    board.add(topic, vector);
  }
  return board.topics
    .filter(({ members }) => members.length > 1)
    .map((topic) => told(topic, messages, vectors, today))
    .toSorted((a, b) => b.heat - a.heat);
}

function told(
  topic: Growing,
  messages: readonly TopicMessage[],
  vectors: readonly Vector[],
  today: Day,
): Topic {
  const members = topic.members.flatMap((at) => {
    const message = messages[at];
    return message === undefined ? [] : [message];
  });
  const heat = members.reduce(
    (sum, { day, likes }) =>
      sum + (1 + Math.log1p(likes)) * 0.5 ** (Math.max(0, daysBetween(day, today)) / halfLifeDays),
    0,
  );
  const groups = nearDuplicates(members.map(({ title, text }) => `${title}${text}`));
  return {
    words: wordsOfTopic(topic, vectors),
    members: topic.members,
    from: members[0]?.day ?? today,
    to: topic.last,
    places: [...topic.places],
    likes: members.reduce((sum, { likes }) => sum + likes, 0),
    repeats: groups.reduce((sum, group) => sum + group.length - 1, 0),
    heat: Math.round(heat * 10) / 10,
  };
}
