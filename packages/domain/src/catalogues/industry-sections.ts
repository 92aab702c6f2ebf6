import type { Bilingual } from '../vocabulary/index.js';

/** A section 门类 of GB/T 4754-2017. */
export interface IndustrySection {
  readonly letter: string;
  readonly name: Bilingual;
}

/** Sections with the words by which a text tells of them, in the order in which they are tried. */
const rows: readonly (readonly [letter: string, zh: string, en: string, words: RegExp])[] = [
  ['E', '建筑业', 'Construction', /建筑|建设|装修|装饰|construction/u],
  [
    'M',
    '科学研究和技术服务业',
    'Scientific research and technical services',
    /科学研究|科研|技术服务|research/u,
  ],
  ['H', '住宿和餐饮业', 'Hotels and catering', /餐饮|住宿|酒店|宾馆|饭店|hotel|catering|restaurant/u],
  [
    'I',
    '信息传输、软件和信息技术服务业',
    'Information, software and IT services',
    /信息|软件|互联网|电信|information|software|internet|telecom/u,
  ],
  [
    'G',
    '交通运输、仓储和邮政业',
    'Transport, storage and post',
    /运输|交通|仓储|邮政|物流|快递|配送|transport|logistics|taxi/u,
  ],
  [
    'C',
    '制造业',
    'Manufacturing',
    /制造|加工|纺织|服装|制衣|鞋|五金|电子|塑胶|塑料|玩具|食品|化工|石化|海工|装备|机械|家具|manufactur|apparel|electronic/u,
  ],
  [
    'D',
    '电力、热力、燃气及水生产和供应业',
    'Electricity, heat, gas and water',
    /电力|热力|燃气|供水|自来水|utilit/u,
  ],
  ['B', '采矿业', 'Mining', /采矿|矿业|煤矿|采石|mining|mine/u],
  [
    'A',
    '农、林、牧、渔业',
    'Agriculture, forestry, animals and fishery',
    /农|林业|畜牧|渔|养殖|捕捞|种植|agricultur|fish/u,
  ],
  ['P', '教育', 'Education', /教育|学校|培训|education|school/u],
  ['Q', '卫生和社会工作', 'Health and social work', /卫生|医疗|医院|养老|health|hospital/u],
  ['J', '金融业', 'Finance', /金融|银行|保险|证券|financ|bank/u],
  ['K', '房地产业', 'Real estate', /房地产|地产|物业|real estate|property/u],
  [
    'L',
    '租赁和商务服务业',
    'Leasing and business services',
    /租赁|商务|劳务派遣|人力资源|保安|leasing|business services/u,
  ],
  [
    'N',
    '水利、环境和公共设施管理业',
    'Water, environment and public facilities',
    /水利|环境|环卫|公共设施|sanitation/u,
  ],
  ['R', '文化、体育和娱乐业', 'Culture, sport and entertainment', /文化|体育|娱乐|entertainment|sport/u],
  [
    'S',
    '公共管理、社会保障和社会组织',
    'Public administration and social organisations',
    /公共管理|机关|社会组织|government|public administration/u,
  ],
  ['F', '批发和零售业', 'Wholesale and retail', /批发|零售|商贸|超市|wholesale|retail/u],
  [
    'O',
    '居民服务、修理和其他服务业',
    'Household services, repair and other services',
    /服务|修理|家政|美容|services/u,
  ],
  ['T', '国际组织', 'International organisations', /国际组织/u],
];

/** All sections, by letter. */
export const industrySections: readonly IndustrySection[] = rows
  .map(([letter, zh, en]) => ({ letter, name: { zh, en } }))
  .toSorted((a, b) => (a.letter < b.letter ? -1 : 1));

const byLetter = new Map(industrySections.map((section) => [section.letter, section]));

/** The section of a letter, or null. */
export function findIndustrySection(letter: string): IndustrySection | null {
  return byLetter.get(letter) ?? null;
}

/** The section that a text tells of: a code (C, C17, 建筑业) or everyday words. Null when it tells of none. */
export function industrySectionOf(text: string): IndustrySection | null {
  const tidy = text.normalize('NFKC').trim().toLowerCase();
  if (tidy === '') return null;
  const code = /^([a-t])\d{0,4}$/u.exec(tidy)?.[1];
  const named = rows.find(([, zh]) => zh === text.trim())?.[0];
  const letter = code?.toUpperCase() ?? named ?? rows.find(([, , , words]) => words.test(tidy))?.[0];
  return letter === undefined ? null : findIndustrySection(letter);
}
