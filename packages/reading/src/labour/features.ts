import { tidyText, wordsOf } from '../words/index.js';
import { lexicon } from './lexicon.js';

/** Characters at the head of a message, where its writer says what it is about. */
const headLength = 40;

/** How a letter begins before it says anything. */
const salutation =
  /^(?:[\s　:,,。!.、]|尊敬的?|敬爱的|各位|亲爱的|\p{Script=Han}{0,6}(?:书记|市长|县长|区长|厅长|局长|部长|主任|主席|省长|领导)(?:们|大人)?|(?:您|你)们?好|大家好|政府|冒昧打扰)+/u;

/** A feature's name and strength. Names: the word itself; `#group` of the lexicon anywhere, `^group` at the head. */
export type Features = ReadonlyMap<string, number>;

/** What the model sees of a text: its words, and how often each group of the lexicon stands in it and at its head. */
export function featuresOf(text: string): Features {
  const tidy = tidyText(text);
  const features = new Map<string, number>();
  const words = new Set(wordsOf(tidy));
  // Long messages hold more words of every kind: each then says less.
  const share = words.size === 0 ? 0 : 1 / Math.sqrt(words.size);
  for (const word of words) features.set(word, share);
  const head = tidy.replace(salutation, '').slice(0, headLength);
  for (const { name, words: pattern } of lexicon) {
    const anywhere = tidy.match(pattern)?.length ?? 0;
    if (anywhere > 0) features.set(`#${name}`, Math.log1p(anywhere) / Math.log1p(1 + tidy.length / 150));
    if (head.search(pattern) >= 0) features.set(`^${name}`, 1);
  }
  return features;
}
