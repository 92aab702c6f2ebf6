import { describe, expect, it } from 'vitest';
import { chanceText, sentenceOf } from './sentence.js';
import type { ToldPoint } from './sentence.js';

const point: ToldPoint = {
  cadence: 'weekly',
  measure: 'complaints',
  kind: 'town',
  subject: '445224110',
  at: '2026-11-16',
  observed: 14,
  expected: 5.2,
  upperbound: 11,
  pValue: 0.0004,
  alarm: true,
  abstained: null,
};

describe('a judged period in words', () => {
  it.each<[string, Partial<ToldPoint>, string, string]>([
    [
      'unusual',
      {},
      '隆江镇11月16日至11月22日一周投诉举报 14 件，按往年同期和近期走势约 5.2 件；当周或连同前一周偶然出现这么多的可能小于千分之一。',
      'Longjiang Town: 14 complaints in the week from 2026-11-16 to 2026-11-22; about 5.2 are usual for the season; the chance of so many by chance alone, in the week or with the one before, is below 1 in 1,000.',
    ],
    [
      'as usual',
      { observed: 6, alarm: false, pValue: 0.4 },
      '隆江镇11月16日至11月22日一周投诉举报 6 件，按往年同期和近期走势约 5.2 件，属正常波动（上限 11）。',
      'Longjiang Town: 6 complaints in the week from 2026-11-16 to 2026-11-22; about 5.2 are usual for the season: within the usual range (up to 11).',
    ],
    [
      'of a day',
      { cadence: 'daily', kind: 'county', subject: '', observed: 12, expected: 3, upperbound: 9 },
      '全县11月16日投诉举报 12 件，此前七日平均 3 件；偶然出现这么多的可能小于千分之一。',
      'The county: 12 complaints on 2026-11-16; 3 a day in the week before; the chance of so many by chance alone is below 1 in 1,000.',
    ],
    [
      'of which nothing is known',
      {
        observed: null,
        expected: null,
        upperbound: null,
        pValue: null,
        alarm: null,
        abstained: 'source-behind',
      },
      '隆江镇11月16日至11月22日一周投诉举报：来源尚未报到该期，不作判断。',
      'Longjiang Town, complaints in the week from 2026-11-16 to 2026-11-22: not judged, a source has not told of the period yet.',
    ],
    [
      'with too few cases, of a section within a town',
      {
        kind: 'industry-town',
        subject: '445224110/C',
        observed: 1,
        expected: null,
        upperbound: null,
        pValue: null,
        alarm: null,
        abstained: 'too-few-cases',
      },
      '隆江镇制造业11月16日至11月22日一周投诉举报 1 件；件数太少，无从比较，不作判断。',
      'Longjiang Town, Manufacturing: 1 complaints in the week from 2026-11-16 to 2026-11-22; not judged, too few cases to compare.',
    ],
  ])('%s', (_, rest, zh, en) => {
    expect(sentenceOf({ ...point, ...rest })).toEqual({ zh, en });
  });
});

describe('a chance in words', () => {
  it.each([
    [1e-9, '小于万分之一', 'below 1 in 10,000'],
    [0.0009, '小于千分之一', 'below 1 in 1,000'],
    [0.004, '约千分之四', 'about 1 in 250'],
    [0.0096, '约千分之九', 'about 1 in 104'],
    [0.03, '约百分之三', 'about 1 in 33'],
    [0.42, '约十分之四', 'about 40 in 100'],
    [1, '约十分之九', 'about 90 in 100'],
  ])('%d', (p, zh, en) => {
    expect(chanceText(p)).toEqual({ zh, en });
  });
});
