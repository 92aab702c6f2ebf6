import type { ReadingChanges, ReadingFacts } from '@miaotou/contracts';
import { findRegion } from '@miaotou/domain';
import type { CorrectedEvent, ReadEvent } from './ports.js';

/** Names in an attribute's comma list. */
export const namesIn = (list: string | undefined): string[] =>
  (list ?? '').split(',').filter((name) => name !== '');

/** The facts of an event as a person sees and corrects them. */
export function factsOf({ persons, amountFen, months, region, attributes }: ReadEvent): ReadingFacts {
  return {
    persons,
    amountFen,
    months,
    disputeType: attributes['disputeType'] ?? null,
    keyGroup: attributes['keyGroup'] ?? null,
    town: findRegion(region) === null ? null : region,
    labour: attributes['labour'] === 'true',
    danger: attributes['danger'] === 'true',
  };
}

/** The facts of `changes` as they stand in `facts`. */
export function standing(facts: ReadingFacts, changes: ReadingChanges): ReadingChanges {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name in changes));
}

/** Names of the facts that `changes` would make another. */
export function differing(facts: ReadingFacts, changes: ReadingChanges): string[] {
  const known = new Map<string, unknown>(Object.entries(facts));
  return Object.entries(changes).flatMap(([name, value]) =>
    value === undefined || known.get(name) === value ? [] : [name],
  );
}

/** An attribute that is taken away where a fact is null. */
function withAttribute(
  attributes: Readonly<Record<string, string>>,
  name: string,
  value: string | boolean | null | undefined,
): Record<string, string> {
  if (value === undefined) return { ...attributes };
  const others = Object.entries(attributes).filter(([known]) => known !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, String(value)]]);
}

/** An event with its facts changed, and the marks of whose they are. */
export function changed(
  event: ReadEvent,
  changes: ReadingChanges,
  marks: { readonly read: string; readonly corrected: string },
): CorrectedEvent['facts'] {
  const written = [
    ['disputeType', changes.disputeType],
    ['keyGroup', changes.keyGroup],
    ['labour', changes.labour],
    ['danger', changes.danger],
    ['read', marks.read === '' ? null : marks.read],
    ['corrected', marks.corrected === '' ? null : marks.corrected],
  ] as const;
  return {
    persons: changes.persons === undefined ? event.persons : changes.persons,
    amountFen: changes.amountFen === undefined ? event.amountFen : changes.amountFen,
    months: changes.months === undefined ? event.months : changes.months,
    region: changes.town === undefined ? event.region : (changes.town ?? ''),
    attributes: written.reduce<Readonly<Record<string, string>>>(
      (attributes, [name, value]) => withAttribute(attributes, name, value),
      event.attributes,
    ),
  };
}
