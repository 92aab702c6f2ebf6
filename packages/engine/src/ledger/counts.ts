import type { LedgerCounts } from '@miaotou/contracts';
import { amountBands, headcountBands } from '@miaotou/contracts';
import { alertTiers, findDisputeType, findRegion, industrySections, keyGroups } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { chainName } from './offices.js';
import type { GradeCount } from './ports.js';

const none: Bilingual = { zh: '未知', en: 'Unknown' };
const plain = (text: string): Bilingual => ({ zh: text, en: text });
const people = (text: string): Bilingual => ({ zh: `${text}人`, en: `${text} people` });

const headcountNames: Readonly<Record<(typeof headcountBands)[number], Bilingual>> = {
  unknown: none,
  '1': people('1'),
  '2-9': people('2–9'),
  '10-29': people('10–29'),
  '30-99': people('30–99'),
  '100-': { zh: '100人以上', en: '100 people or more' },
};
const amountNames: Readonly<Record<(typeof amountBands)[number], Bilingual>> = {
  unknown: none,
  '-1w': { zh: '1万元以下', en: 'below 10,000 yuan' },
  '1w-10w': { zh: '1–10万元', en: '10,000 to 100,000' },
  '10w-50w': { zh: '10–50万元', en: '100,000 to 500,000' },
  '50w-100w': { zh: '50–100万元', en: '500,000 to 1 million' },
  '100w-': { zh: '100万元以上', en: '1 million yuan or more' },
};

const inOrder =
  (order: readonly string[]) =>
  (a: { readonly value: string }, b: { readonly value: string }): number =>
    order.indexOf(a.value) - order.indexOf(b.value);
const byEntries = (a: { readonly entries: number }, b: { readonly entries: number }): number =>
  b.entries - a.entries;

/** Counts with the words that people know them by. */
export function countsView(
  counted: readonly GradeCount[],
  offices: ReadonlyMap<string, Bilingual>,
): LedgerCounts {
  const of = (facet: GradeCount['facet'], name: (value: string) => Bilingual) =>
    counted
      .filter((one) => one.facet === facet)
      .map(({ value, entries }) => ({ value, name: value === 'unknown' ? none : name(value), entries }));
  const single = (facet: GradeCount['facet']): number =>
    counted.find((one) => one.facet === facet)?.entries ?? 0;
  return {
    entries: single('all'),
    corrected: single('corrected'),
    tier: of('tier', plain).toSorted(inOrder(alertTiers.toReversed())),
    disputeType: of('disputeType', (code) => findDisputeType(code)?.name ?? plain(code)).toSorted(byEntries),
    keyGroup: of(
      'keyGroup',
      (code) => keyGroups.find((one) => one.code === code)?.name ?? plain(code),
    ).toSorted(byEntries),
    industry: of(
      'industry',
      (letter) => industrySections.find((one) => one.letter === letter)?.name ?? plain(letter),
    ).toSorted(byEntries),
    region: of('region', (code) => findRegion(code)?.name ?? plain(code)).toSorted(byEntries),
    chain: of('chain', (chain) => chainName(chain, offices)).toSorted(byEntries),
    headcount: headcountBands.flatMap((band) =>
      of('headcount', () => headcountNames[band]).filter(({ value }) => value === band),
    ),
    amount: amountBands.flatMap((band) =>
      of('amount', () => amountNames[band]).filter(({ value }) => value === band),
    ),
  };
}
