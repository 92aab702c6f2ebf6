import { industryClasses } from './industry-classes.js';
import { industrySections } from './industry-sections.js';

/** A section, division, group or class of GB/T 4754-2017: `E`, `E47`, `E471`, `E4710`. */
export interface Industry {
  readonly code: string;
  readonly name: string;
}

/** Words of offices for what the standard names otherwise [own]. */
const spoken: Readonly<Record<string, string>> = {
  纺织服装: 'C18',
  服装加工: 'C18',
  制衣: 'C18',
  服装: 'C18',
  制鞋: 'C195',
  五金: 'C33',
  五金制品: 'C33',
  塑料制品: 'C292',
  塑胶: 'C292',
  玩具: 'C245',
  食品加工: 'C14',
  电子: 'C39',
  电子制造: 'C39',
  电子厂: 'C39',
  水产加工: 'C136',
  农产品加工: 'C13',
  果蔬加工: 'C137',
  水产养殖: 'A041',
  石化: 'C25',
  石油化工: 'C25',
  石化检维修: 'C43',
  检维修: 'C43',
  海工装备: 'C373',
  海上风电: 'D4415',
  风电: 'D4415',
  加工制造: 'C',
  工业: 'C',
  建筑: 'E',
  建筑施工: 'E',
  工程建设: 'E',
  建筑装饰: 'E50',
  装修: 'E50',
  市政工程: 'E48',
  商贸: 'F',
  批发零售: 'F',
  批发零售业: 'F',
  物流: 'G',
  交通运输: 'G',
  快递: 'G602',
  餐饮: 'H62',
  住宿餐饮: 'H',
  住宿餐饮业: 'H',
  酒店: 'H61',
  互联网: 'I64',
  互联网平台: 'I643',
  软件: 'I65',
  金融: 'J',
  房地产: 'K',
  物业: 'K702',
  物业管理: 'K702',
  劳务派遣: 'L7263',
  人力资源: 'L726',
  保安服务: 'L727',
  环卫: 'N782',
  家政: 'O801',
  家政服务: 'O801',
  服务业: 'O',
  教育培训: 'P',
  医疗: 'Q84',
  养老: 'Q85',
};

/** Names are compared without the signs between their words and without 业 at the end. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s、,，;；()/·-]/gu, '')
    .replace(/(?:行业|业)$/u, '')
    .toLowerCase();

interface Book {
  readonly byCode: ReadonlyMap<string, Industry>;
  readonly byName: ReadonlyMap<string, Industry>;
}

let book: Book | null = null;

/** The catalogue is taken apart when it is first asked for: most programs never ask. */
function opened(): Book {
  if (book !== null) return book;
  const all: Industry[] = [];
  for (const { letter, name } of industrySections) {
    all.push({ code: letter, name: name.zh });
    for (const [, digits = '', words = ''] of (industryClasses[letter] ?? '').matchAll(/(\d{2,4})(\S+)/gu))
      all.push({ code: `${letter}${digits}`, name: words });
  }
  const byCode = new Map(all.map((one) => [one.code, one]));
  const names = all.map((one) => [folded(one.name), one] as const);
  const told = Object.entries(spoken).flatMap(([word, code]) => {
    const one = byCode.get(code);
    return one === undefined ? [] : [[folded(word), one] as const];
  });
  // The wider of two of one name comes last and holds; a word of the offices never stands for another name.
  const byName = new Map([...told, ...names.toReversed()]);
  book = { byCode, byName };
  return book;
}

const sectionOfDivision = (division: string): string | undefined =>
  Object.keys(industryClasses).find((letter) =>
    new RegExp(`(?:^|\\s)${division}\\D`, 'u').test(industryClasses[letter] ?? ''),
  );

/**
 * The industry that a text states: a code of any level with or without its section (E47, 47, 4710), such a code before
 * its name, the name, or a word of the offices for it. Null for anything else: a sentence states none.
 */
export function findIndustry(text: string): Industry | null {
  const tidy = text.normalize('NFKC').trim();
  const { byCode, byName } = opened();
  const named = byName.get(folded(tidy));
  if (named !== undefined) return named;
  const [, letter = '', digits = '', rest = ''] = /^([A-Ta-t]?)(\d{0,4})[\s.:-]*(.*)$/u.exec(tidy) ?? [];
  if (digits.length === 1 || (letter === '' && digits === '')) return null;
  const section = letter === '' ? sectionOfDivision(digits.slice(0, 2)) : letter.toUpperCase();
  const coded = byCode.get(`${section ?? ''}${digits}`) ?? null;
  if (coded === null || rest === '') return coded;
  // A code and a name that say two things say nothing.
  return byName.get(folded(rest))?.code.startsWith(coded.code.slice(0, 1)) === true ? coded : null;
}

/** Whether two industries can be told of one employer: one is the other, or lies within it. */
export function industriesAgree(a: Industry, b: Industry): boolean {
  return a.code.startsWith(b.code) || b.code.startsWith(a.code);
}
