import type { Bilingual } from '../vocabulary/index.js';

/** A kind of office or organisation that takes part in the work. */
export interface OrganisationKind {
  readonly code: string;
  readonly name: Bilingual;
}

const rows = [
  ['O01', '企业劳动争议调解委员会', 'Enterprise mediation committee'],
  ['O02', '企业调解小组和分支机构调委会', 'Mediation group or branch committee of an enterprise'],
  ['O03', '小微企业推举调解员', 'Mediator elected in a small enterprise'],
  ['O04', '乡镇(街道)劳动人事争议调解组织', 'Township mediation organisation'],
  ['O05', '人民调解委员会', "People's mediation committee"],
  ['O06', '行业性调解组织', 'Mediation organisation of a trade'],
  ['O07', '区域性调解组织(园区)', 'Mediation organisation of an area or park'],
  ['O08', '新就业形态调解组织', 'Mediation organisation for platform work'],
  ['O09', '劳动争议调解联盟', 'Mediation alliance'],
  ['O10', '事业单位和社会团体调解组织', 'Mediation in institutions and social organisations'],
  ['O11', '主管部门调解组织', 'Mediation organisation of a supervising department'],
  ['O12', '三方联合调解中心(县)', 'Tripartite mediation centre of the county'],
  ['O13', '仲裁院调解中心', 'Mediation centre of the arbitration institute'],
  ['O14', '工会法律服务(工作)站', 'Legal service station of the union'],
  ['O15', '商会调解组织', 'Mediation organisation of a chamber of commerce'],
  ['O16', '劳动人事争议仲裁委员会', 'Arbitration committee'],
  ['O17', '劳动人事争议仲裁院', 'Arbitration institute'],
  ['O18', '派驻、巡回和流动仲裁庭', 'Resident or circuit tribunal'],
  ['O19', '法律援助服务点(仲裁院)', 'Legal-aid desk at the arbitration institute'],
  ['O20', '劳动保障监察大队', 'Labour inspection brigade'],
  ['O21', '县综治中心一站式平台', 'One-stop governance centre of the county'],
  ['O22', '人民法院(含诉调对接)', "People's court, with mediation link"],
  ['O23', '工会劳动法律监督委员会', 'Labour-law supervision committee of the union'],
  ['O24', '工商联和企联', 'Federation of industry and commerce, employers'],
  ['O25', '联系点(重点区域、行业、企业)', 'Contact point in a key area, trade or enterprise'],
  ['O26', '税务局', 'Tax bureau'],
  ['O27', '社保经办机构', 'Social-insurance agency'],
  ['O28', '信访局', 'Petitions bureau'],
  ['O29', '网信办', 'Cyberspace office'],
  ['O30', '公安机关', 'Public security'],
  ['O31', '住建、交通、水利等行业主管部门', 'Supervisors of construction, transport and water'],
  ['O32', '司法局', 'Justice bureau'],
  ['O33', '财政局', 'Finance bureau'],
  ['O34', '中小企业主管部门(工信)', 'Bureau for small and medium enterprises'],
  ['O35', '检察院', 'Procuratorate'],
  ['O36', '社会组织和律师事务所', 'Social organisations and law firms'],
] as const;

/** All kinds of organisation. */
export const organisationKinds: readonly OrganisationKind[] = rows.map(([code, zh, en]) => ({
  code,
  name: { zh, en },
}));
