import type { EventDraft, ReadingChanges } from '@miaotou/contracts';
import type { Executor } from '../shared/index.js';

/** What a person made of the facts of one event: as they stood before, and as they were corrected. */
export interface KeptReading {
  readonly eventId: string;
  readonly before: ReadingChanges;
  readonly after: ReadingChanges;
}

/** Corrections of readings that stand, as an import keeps them. */
export interface KeptReadings {
  /** Of the events of a layout, oldest first, made until a moment. */
  standingOf(executor: Executor, layout: string, until: Date): Promise<readonly KeptReading[]>;
}

const namesIn = (list: string | undefined): string[] => (list ?? '').split(',').filter((name) => name !== '');

/** Facts that are worked out of a row's words even where no machine reads them. */
const workedOut: ReadonlySet<string> = new Set(['disputeType', 'keyGroup']);

/** Facts that the delivered row states itself: neither empty, nor read, nor worked out as a person found it wrong. */
function statedBy({ persons, amountFen, months, region, attributes }: EventDraft, before: ReadingChanges) {
  const { disputeType, keyGroup } = attributes;
  const values = { persons, amountFen, months, town: region, disputeType, keyGroup };
  const read = new Set(namesIn(attributes['read']));
  const found = new Map<string, unknown>(Object.entries(before));
  return new Set(
    Object.entries(values).flatMap(([name, value]) => {
      const says = value !== null && value !== undefined && !read.has(name);
      const again = workedOut.has(name) && found.get(name) === value;
      return says && !again ? [name] : [];
    }),
  );
}

function withFact(draft: EventDraft, name: string, value: string | number | boolean | null): EventDraft {
  switch (name) {
    case 'persons':
    case 'amountFen':
    case 'months':
      return { ...draft, [name]: value };
    case 'town':
      return { ...draft, region: value === null ? '' : String(value) };
    default: {
      const others = Object.entries(draft.attributes).filter(([known]) => known !== name);
      const own = value === null ? [] : [[name, String(value)] as const];
      return { ...draft, attributes: Object.fromEntries([...others, ...own]) };
    }
  }
}

/** An event that is delivered again, with what people corrected of it where the row does not state it itself. */
export function withKept(draft: EventDraft, kept: readonly Omit<KeptReading, 'eventId'>[]): EventDraft {
  const corrected = new Set<string>();
  let after = draft;
  for (const { before, after: changes } of kept) {
    const stated = statedBy(draft, before);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || stated.has(name)) continue;
      after = withFact(after, name, value);
      corrected.add(name);
    }
  }
  if (corrected.size === 0) return draft;
  const read = namesIn(draft.attributes['read']).filter((name) => !corrected.has(name));
  const marked = withFact(after, 'read', read.length === 0 ? null : read.join(','));
  return withFact(marked, 'corrected', [...corrected].join(','));
}
