import { disputeTypeOf, keyGroupOf } from '@miaotou/domain';
import { sentencesOf } from '../words/index.js';

/** The dispute type that most sentences of a text name, the first sentence counting thrice; null when none does. */
export function disputeTypeIn(text: string): string | null {
  const votes = new Map<string, number>();
  sentencesOf(text).forEach((sentence, at) => {
    const type = disputeTypeOf(sentence);
    if (type !== null) votes.set(type, (votes.get(type) ?? 0) + (at === 0 ? 3 : 1));
  });
  const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}

/** The key group that a text names; sensitive groups are never read from texts. */
export function keyGroupIn(text: string): string | null {
  return keyGroupOf(text);
}
