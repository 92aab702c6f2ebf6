import { normaliseEmployerName } from './name.js';

/** What a name says of its bearer: a firm by itself, a part of one, or a natural person. */
export type EmployerNameKind = 'firm' | 'branch' | 'project' | 'person';

const COMPOUND = '欧阳|司徒|上官|诸葛|司马|端木|皇甫|尉迟|公孙|夏侯|慕容';
const SINGLE =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文翁詹';
/** Characters that a firm's name has and a person's given name hardly ever has. */
const TRADE =
  /[厂店社所院校馆行坊铺场站队处部局司庄楼吧屋村组会]|公司|中心|工地|工程|集团|超市|酒家|食府|饭|餐|电子|鞋|衣|劳务/u;
const PERSON = new RegExp(`^(?:(?:${COMPOUND})\\p{Script=Han}{1,2}|[${SINGLE}]\\p{Script=Han}{2})$`, 'u');
const TITLED = new RegExp(
  `^(?:包工头|工头|老板|雇主|个人)(?:${COMPOUND}|[${SINGLE}])\\p{Script=Han}{0,2}$|^(?:${COMPOUND}|[${SINGLE}])\\p{Script=Han}{0,2}\\(?(?:包工头|工头|老板|先生|女士|个人)\\)?$`,
  'u',
);
const BRANCH = /(?:分公司|分厂|分店|分行|支行|办事处|营业部|经营部|门市部)$/u;
const PROJECT = /(?:项目部|项目经理部|工程部|工地|标段)$/u;

/**
 * Whether a written employer is a firm, a branch 分公司, a project department 项目部 or a person. A person is told by a
 * surname, a length of three or four characters and no word of trade, or by a title such as 包工头.
 */
export function employerNameKind(name: string): EmployerNameKind {
  const normal = normaliseEmployerName(name);
  if (TITLED.test(normal) || (PERSON.test(normal) && !TRADE.test(normal))) return 'person';
  if (PROJECT.test(normal)) return 'project';
  return BRANCH.test(normal) ? 'branch' : 'firm';
}

/** Name of the firm that a branch or project department is part of, as far as it is written; null when it is not. */
export function headOfficeName(name: string): string | null {
  const kind = employerNameKind(name);
  if (kind !== 'branch' && kind !== 'project') return null;
  const found = /^.*?(?:有限公司|股份有限公司|集团|\((?:普通合伙|有限合伙)\))/u.exec(
    normaliseEmployerName(name),
  );
  return found?.[0] ?? null;
}
