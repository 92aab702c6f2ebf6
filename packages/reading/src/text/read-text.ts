import type { TextReading } from '@miaotou/contracts';
import { headcountOf, monthsOwed, owedAmount } from '../amounts/index.js';
import { dangerOf, toneOf } from '../danger/index.js';
import { judgeLabour } from '../labour/index.js';
import { employerNamed, placeOf } from '../names/index.js';
import { tidyText } from '../words/index.js';
import { disputeTypeIn, keyGroupIn } from './kinds.js';

/** Version of what is read: a new model, lexicon or pattern that reads some text otherwise is a new version. */
export const readingVersion = 2;

/** Longer texts are read up to here: nobody tells his case beyond, and time stays bounded. */
export const longestText = 20_000;

/**
 * What the machine reads out of a text. Null is what the text does not say; amounts are fen. A text outside the
 * labour class tells no dispute and raises no danger. `asOf` (YYYY-MM-DD) is the day of the text, for spans 至今.
 */
export function readText(text: string, asOf: string | null = null): TextReading {
  const tidy = tidyText(text.slice(0, longestText));
  const { labour, probability, words } = judgeLabour(tidy);
  const danger = dangerOf(tidy);
  const amount = owedAmount(tidy);
  return {
    labour,
    probability: Math.round(probability * 1000) / 1000,
    disputeType: labour ? disputeTypeIn(tidy) : null,
    keyGroup: labour ? keyGroupIn(tidy) : null,
    headcount: headcountOf(tidy),
    amountFen: amount.totalFen,
    amountPerPersonFen: amount.perPersonFen,
    monthsOwed: monthsOwed(tidy, asOf),
    place: placeOf(tidy),
    employer: employerNamed(tidy),
    danger: labour && danger.score > 0,
    dangerWords: labour ? danger.words : [],
    dangerScore: labour ? danger.score : 0,
    tone: toneOf(tidy),
    words,
  };
}
