import { findDisputeType } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';

type Attributes = Readonly<Record<string, string>>;

/** What the sender wrote, in the sender's words. */
const written = ['summary', 'title', 'content'] as const;

/** Words for the codes that the sources give to how a matter arrived and how it is handled. */
const words: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  channel: {
    '12345': { zh: '12345热线', en: 'hotline 12345' },
    inspection: { zh: '劳动监察', en: 'labour inspection' },
    clue: { zh: '欠薪线索', en: 'wage-arrears clue' },
    'citizen-message': { zh: '网民留言', en: 'citizen message' },
    'wage-claim': { zh: '工资索赔', en: 'wage claim' },
  },
  form: {
    letter: { zh: '来信', en: 'letter' },
    visit: { zh: '来访', en: 'visit' },
    call: { zh: '来电', en: 'call' },
    online: { zh: '网上', en: 'online' },
  },
  closeReason: {
    mediated: { zh: '调解结案', en: 'mediated' },
    award: { zh: '裁决结案', en: 'award' },
    withdrawn: { zh: '撤回', en: 'withdrawn' },
    rejected: { zh: '不予受理', en: 'not accepted' },
    transferred: { zh: '移送', en: 'transferred' },
    other: { zh: '其他方式结案', en: 'closed otherwise' },
  },
  level: {
    county: { zh: '县级', en: 'county offices' },
    city: { zh: '市级', en: 'city offices' },
    province: { zh: '省级', en: 'provincial offices' },
    beijing: { zh: '进京', en: 'offices in Beijing' },
  },
  noticeKind: {
    arrears: { zh: '欠税公告', en: 'tax arrears' },
    abnormal: { zh: '非正常户', en: 'abnormal taxpayer' },
    absconded: { zh: '走逃失联', en: 'absconded' },
  },
  sentiment: {
    negative: { zh: '负面', en: 'negative' },
    neutral: { zh: '中性', en: 'neutral' },
    positive: { zh: '正面', en: 'positive' },
  },
};

function disputeWord(code: string | undefined): Bilingual[] {
  const type = code === undefined ? null : findDisputeType(code);
  return type === null ? [] : [type.name];
}

/** One event at a glance: what was written, or else how it came and what it is about. Empty when nothing is known. */
export function eventSummary(attributes: Attributes): Bilingual {
  const text = written.map((name) => attributes[name]).find((fact) => fact !== undefined && fact !== '');
  if (text !== undefined) return { zh: text.slice(0, 200), en: text.slice(0, 200) };
  const coded = Object.entries(words).flatMap(([name, known]) => known[attributes[name] ?? ''] ?? []);
  const parts = [...coded, ...disputeWord(attributes['disputeType'])];
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') };
}
