import type { Bilingual } from '@miaotou/domain';
import type { Value } from '../expression/index.js';

const place = /\{([a-z][A-Za-z0-9]*)(?::(yuan|percent))?\}/gu;

/** Names that a sentence has places for. */
export function sentencePlaces(text: string): readonly string[] {
  return [...text.matchAll(place)].map((match) => match[1] ?? '');
}

const unknownWord = { zh: '不明', en: 'unknown' } as const;

function written(value: Value | undefined, form: string | undefined, language: 'zh' | 'en'): string {
  if (value === null || value === undefined) return unknownWord[language];
  if (typeof value !== 'number') return String(value);
  if (form === 'percent') return `${Math.round(value * 1000) / 10}%`;
  if (form === 'yuan') {
    const yuan = (value / 100).toLocaleString('en-US', { maximumFractionDigits: 2 });
    return language === 'zh' ? `${yuan}元` : `CNY ${yuan}`;
  }
  return String(Math.round(value * 100) / 100);
}

/** Fills the places `{name}`, `{name:percent}` and `{name:yuan}` (from fen) of a sentence in both languages. */
export function fillSentence(sentence: Bilingual, values: ReadonlyMap<string, Value>): Bilingual {
  const fill = (language: 'zh' | 'en'): string =>
    sentence[language].replace(place, (_, name: string, form: string | undefined) =>
      written(values.get(name), form, language),
    );
  return { zh: fill('zh'), en: fill('en') };
}
