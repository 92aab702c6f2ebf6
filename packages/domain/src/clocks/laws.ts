import type { Day } from '../calendar/index.js';

/** Texts in the version that is cited, with the day from which that version applies. */
const texts = {
  law: ['劳动争议调解仲裁法', '2008-05-01'],
  rules: ['劳动人事争议仲裁办案规则', '2017-07-01'],
  mediation: ['企业劳动争议协商调解规定', '2012-01-01'],
  platform: ['人社厅发〔2024〕4号', '2024-01-31'],
  procedure: ['民事诉讼法', '2024-01-01'],
  judges: ['法释〔2020〕26号', '2021-01-01'],
  wages: ['保障农民工工资支付条例', '2020-05-01'],
  inspection: ['劳动保障监察条例', '2004-12-01'],
  inspectionDetail: ['关于实施《劳动保障监察条例》若干规定', '2005-02-01'],
  petitions: ['信访工作条例', '2022-05-01'],
  blacklist: ['拖欠农民工工资失信联合惩戒对象名单管理暂行办法', '2022-01-01'],
  aid: ['法律援助法', '2022-01-01'],
  contract: ['劳动合同法', '2008-01-01'],
  insurance: ['社会保险法', '2011-07-01'],
  civilServants: ['公务员法', '2019-06-01'],
  office: ['工作约定', '2026-01-01'],
} as const satisfies Record<string, readonly [string, Day]>;

/** Article and first day of a clock: the text's name in full and what of it. */
export function from(
  text: keyof typeof texts,
  place: string,
): { readonly article: string; readonly effectiveFrom: Day } {
  const [name, effectiveFrom] = texts[text];
  return { article: `${name}${place}`, effectiveFrom };
}
