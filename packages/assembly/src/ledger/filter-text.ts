import type { LedgerFilter } from '@miaotou/contracts';
import { findDisputeType, findRegion, industrySections, keyGroups } from '@miaotou/domain';
import type { AlertTier, Bilingual } from '@miaotou/domain';

type Language = 'zh' | 'en';

/** The filters of a list in words, as the head of a printed register tells them. */
export function filterText(
  filter: LedgerFilter,
  language: Language,
  tierName: (tier: AlertTier) => Bilingual,
): string {
  const { view, tier, disputeType, keyGroup, industry, chain, headcount, amount, region, q, from, to } =
    filter;
  const zh = language === 'zh';
  const names = (codes: readonly string[] | undefined, name: (code: string) => string | undefined) =>
    codes === undefined || codes.length === 0
      ? null
      : codes.map((code) => name(code) ?? code).join(zh ? '、' : ', ');
  const said: readonly (readonly [zh: string, en: string, text: string | null])[] = [
    [
      '范围',
      'View',
      view === 'risks' ? (zh ? '每项风险一行' : 'each risk once') : zh ? '全部记录' : 'all entries',
    ],
    [
      '等级',
      'Tier',
      tier === undefined || tier.length === 0
        ? null
        : tier.map((one) => tierName(one)[language]).join(zh ? '、' : ', '),
    ],
    ['争议类型', 'Dispute type', names(disputeType, (code) => findDisputeType(code)?.name[language])],
    [
      '重点群体',
      'Key group',
      names(keyGroup, (code) => keyGroups.find((one) => one.code === code)?.name[language]),
    ],
    [
      '行业',
      'Industry',
      names(industry, (code) => industrySections.find((one) => one.letter === code)?.name[language]),
    ],
    ['责任单位', 'Office', names(chain, (code) => findRegion(code.replace(/^town:/u, ''))?.name[language])],
    ['人数', 'People', names(headcount, () => undefined)],
    ['金额', 'Amount', names(amount, () => undefined)],
    ['地区', 'Region', region === undefined ? null : (findRegion(region)?.name[language] ?? region)],
    ['关键词', 'Words', q === undefined || q === '' ? null : q],
    ['日期', 'Days', from === undefined && to === undefined ? null : `${from ?? '…'} — ${to ?? '…'}`],
  ];
  return said
    .filter(([, , text]) => text !== null)
    .map(([zhLabel, enLabel, text]) => `${zh ? zhLabel : enLabel}${zh ? '：' : ': '}${text}`)
    .join(zh ? '；' : '; ');
}
