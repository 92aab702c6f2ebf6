import { namedWordsOf } from '../words/index.js';

/** Weights of a text's telling words; of length 1. */
export type Vector = ReadonlyMap<string, number>;

/** A title says more than the same words later on. */
const titleWeight = 3;
/** Characters of the content that are looked at, and words that are kept of a text. */
const contentLength = 600;
const keptWords = 30;
/** A word in more than this share of the texts joins nothing. */
const commonFrom = 0.04;

function unit(weights: ReadonlyMap<string, number>): Vector {
  const length = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return length === 0 ? weights : new Map([...weights].map(([word, weight]) => [word, weight / length]));
}

/** Gives others their turn; called now and then during long work. */
export type Breathe = () => Promise<void>;

/** Texts worked through between two breaths. */
export const breathEvery = 25;

/** The vectors of texts among each other: words that are rare here weigh more (tf-idf). */
export async function vectorsOf(
  texts: readonly { readonly title: string; readonly text: string }[],
  breathe: Breathe,
): Promise<Vector[]> {
  const counts: Map<string, number>[] = [];
  for (const [at, { title, text }] of texts.entries()) {
    if (at % breathEvery === 0) await breathe();
    const count = new Map<string, number>();
    const add = (word: string, weight: number) => count.set(word, (count.get(word) ?? 0) + weight);
    for (const word of namedWordsOf(title)) add(word, titleWeight);
    for (const word of namedWordsOf(text.slice(0, contentLength))) add(word, 1);
    counts.push(count);
  }
  const seen = new Map<string, number>();
  for (const count of counts) for (const word of count.keys()) seen.set(word, (seen.get(word) ?? 0) + 1);
  const common = Math.max(20, texts.length * commonFrom);
  return counts.map((count) => {
    const weights = [...count].flatMap(([word, times]) => {
      const texts_ = seen.get(word) ?? 0;
      return texts_ < 2 || texts_ > common
        ? []
        : [[word, Math.log1p(times) * Math.log(texts.length / texts_ + 1)] as const];
    });
    return unit(new Map(weights.toSorted(([, a], [, b]) => b - a).slice(0, keptWords)));
  });
}
