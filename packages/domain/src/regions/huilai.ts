import type { CentrePoint, Region, RegionKind } from './region.js';

export const jieyangCode = '4452';
export const huilaiCode = '445224';

/** What differs from unit to unit; the rest has a default. */
interface UnitRow {
  readonly code: string;
  readonly kind?: RegionKind;
  readonly zh: string;
  readonly en: string;
  readonly aliases?: readonly string[];
  readonly tencentCode?: string;
  readonly formerCodes?: readonly string[];
  readonly centre?: CentrePoint;
}

/** A centre point rounded to about ten metres. */
const at = (lat: number, lon: number): CentrePoint => ({ lat, lon, approximate: false });
/** A rough position, some kilometres off. */
const near = (lat: number, lon: number): CentrePoint => ({ lat, lon, approximate: true });

/**
 * The 19 township-level units (statistics bureau, 2023) and two functional zones. Centre points not marked as rough are
 * taken from github Vonng/adcode (CC BY 4.0).
 */
const rows: readonly UnitRow[] = [
  {
    code: '445224100',
    zh: '惠城镇',
    en: 'Huicheng Town',
    tencentCode: '445224100',
    centre: at(23.0353, 116.2917),
  },
  {
    code: '445224102',
    zh: '华湖镇',
    en: 'Huahu Town',
    tencentCode: '445224105',
    centre: at(23.0296, 116.3279),
  },
  {
    code: '445224103',
    zh: '仙庵镇',
    en: "Xian'an Town",
    tencentCode: '445224103',
    centre: at(23.058, 116.5066),
  },
  {
    code: '445224104',
    zh: '靖海镇',
    en: 'Jinghai Town',
    tencentCode: '445224101',
    centre: at(23.0144, 116.5275),
  },
  {
    code: '445224105',
    zh: '周田镇',
    en: 'Zhoutian Town',
    tencentCode: '445224104',
    centre: at(23.0126, 116.4453),
  },
  {
    code: '445224106',
    zh: '前詹镇',
    en: 'Qianzhan Town',
    tencentCode: '445224106',
    centre: at(22.9435, 116.4286),
  },
  {
    code: '445224107',
    zh: '神泉镇',
    en: 'Shenquan Town',
    tencentCode: '445224102',
    centre: at(22.9665, 116.3229),
  },
  {
    code: '445224108',
    zh: '东陇镇',
    en: 'Donglong Town',
    aliases: ['东垅镇'],
    tencentCode: '445224112',
    centre: at(23.0076, 116.2801),
  },
  {
    code: '445224109',
    zh: '岐石镇',
    en: 'Qishi Town',
    tencentCode: '445224113',
    centre: at(22.9294, 116.1191),
  },
  {
    code: '445224110',
    zh: '隆江镇',
    en: 'Longjiang Town',
    tencentCode: '445224108',
    centre: at(22.9947, 116.1864),
  },
  {
    code: '445224111',
    zh: '溪西镇',
    en: 'Xixi Town',
    tencentCode: '445224109',
    centre: at(22.9844, 116.166),
  },
  {
    code: '445224112',
    zh: '鳌江镇',
    en: 'Aojiang Town',
    aliases: ['熬江镇'],
    tencentCode: '445224110',
    centre: at(22.9382, 116.0433),
  },
  {
    code: '445224113',
    zh: '东港镇',
    en: 'Donggang Town',
    tencentCode: '445224111',
    centre: at(22.9664, 115.9612),
  },
  {
    code: '445224114',
    zh: '葵潭镇',
    en: 'Kuitan Town',
    tencentCode: '445224107',
    centre: at(23.064, 115.9811),
  },
  {
    code: '445224115',
    zh: '侨园镇',
    en: 'Qiaoyuan Town',
    aliases: ['大南山华侨农场', '大南山华侨管理区', '大南山侨区'],
    formerCodes: ['445224402'],
    centre: near(23.11, 116.15),
  },
  { code: '445224401', kind: 'farm', zh: '东埔农场', en: 'Dongpu Farm', centre: near(22.95, 116.17) },
  { code: '445224403', kind: 'farm', zh: '葵潭农场', en: 'Kuitan Farm', centre: at(22.989, 115.9599) },
  { code: '445224404', kind: 'farm', zh: '青坑林场', en: 'Qingkeng Forest Farm', centre: near(23.1, 116.06) },
  {
    code: '445224450',
    kind: 'zone',
    zh: '揭阳(惠来)沿海经济开发试验区',
    en: 'Jieyang (Huilai) Coastal Economic Development Pilot Zone',
    aliases: ['沿海经济开发试验区', '惠来沿海经济开发试验区'],
    centre: near(22.95, 116.37),
  },
  {
    code: 'zone-dananhai',
    kind: 'zone',
    zh: '揭阳大南海石化工业区',
    en: 'Jieyang Dananhai Petrochemical Industrial Zone',
    aliases: ['大南海石化工业区', '大南海工业区', '大南海'],
    formerCodes: ['445224451'],
    centre: near(22.93, 116.21),
  },
  {
    code: 'zone-lingang',
    kind: 'zone',
    zh: '惠来临港产业园',
    en: 'Huilai Lingang Industrial Park',
    aliases: ['临港产业园', '临港工业园'],
    centre: near(22.97, 116.48),
  },
];

/** Township-level units and zones of Huilai County 惠来县. */
export const huilaiUnits: readonly Region[] = rows.map((row) => ({
  code: row.code,
  kind: row.kind ?? 'town',
  name: { zh: row.zh, en: row.en },
  parent: huilaiCode,
  aliases: row.aliases ?? [],
  tencentCode: row.tencentCode ?? null,
  formerCodes: row.formerCodes ?? [],
  centre: row.centre ?? null,
}));

/** Jieyang 揭阳市 and Huilai 惠来县. */
export const huilaiAncestors: readonly Region[] = [
  {
    code: jieyangCode,
    kind: 'city',
    name: { zh: '揭阳市', en: 'Jieyang' },
    parent: '44',
    aliases: ['揭阳'],
    tencentCode: null,
    formerCodes: [],
    centre: null,
  },
  {
    code: huilaiCode,
    kind: 'county',
    name: { zh: '惠来县', en: 'Huilai County' },
    parent: jieyangCode,
    aliases: ['惠来', 'Huilai'],
    tencentCode: null,
    formerCodes: [],
    centre: at(23.0333, 116.2952),
  },
];
