import type { Feature, RuleFile } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import type { Value } from '../expression/index.js';

const place = /\{([a-z][A-Za-z0-9]*)(?::(yuan|percent))?\}/gu;

/** Names that a sentence has places for. */
export function sentencePlaces(text: string): readonly string[] {
  return [...text.matchAll(place)].map((match) => match[1] ?? '');
}

type Form = 'yuan' | 'percent' | undefined;
type Words = Feature['words'];

const unknownWord: Bilingual = { zh: '不明', en: 'unknown' };
const flagWords: Readonly<Record<string, Bilingual>> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
};

const same = (text: string): Bilingual => ({ zh: text, en: text });

function numberText(value: number, form: Form): Bilingual {
  if (form === 'percent') return same(`${Math.round(value * 1000) / 10}%`);
  if (form === 'yuan') {
    const yuan = (value / 100).toLocaleString('en-US', { maximumFractionDigits: 2 });
    return { zh: `${yuan}元`, en: `CNY ${yuan}` };
  }
  return same(String(Math.round(value * 100) / 100));
}

/** A value as people read it: in the words of its feature where it has some, amounts of fen as yuan. */
export function valueText(value: Value | undefined, words: Words, form?: Form): Bilingual {
  if (value === null || value === undefined) return unknownWord;
  const word = words?.[String(value)];
  if (word !== undefined) return word;
  if (typeof value === 'number') return numberText(value, form);
  return typeof value === 'boolean' ? (flagWords[String(value)] ?? unknownWord) : same(value);
}

/** Fills the places `{name}`, `{name:percent}` and `{name:yuan}` (from fen) of a rule's sentence in both languages. */
export function fillSentence(
  { sentence, features }: Pick<RuleFile, 'sentence' | 'features'>,
  values: ReadonlyMap<string, Value>,
): Bilingual {
  const fill = (language: 'zh' | 'en'): string =>
    sentence[language].replace(
      place,
      (_, name: string, form: Form) => valueText(values.get(name), features[name]?.words, form)[language],
    );
  return { zh: fill('zh'), en: fill('en') };
}
