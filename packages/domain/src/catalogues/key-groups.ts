import type { Bilingual } from '../vocabulary/index.js';

/** A group of workers that needs particular care 重点群体. Never inferred from a text when the attribute is sensitive. */
export interface KeyGroup {
  readonly code: string;
  readonly name: Bilingual;
  /** The attribute is sensitive personal data: only a person may record it. */
  readonly sensitive: boolean;
}

const rows = [
  ['KG01', '农民工', 'Rural migrant workers'],
  ['KG02', '劳务派遣人员', 'Dispatched workers'],
  ['KG03', '新就业形态劳动者', 'Platform workers'],
  ['KG04', '高校毕业生', 'Graduates'],
  ['KG05', '女职工(含孕产期)', 'Women workers, pregnancy and maternity'],
  ['KG06', '未成年工', 'Juvenile workers'],
  ['KG07', '工伤和职业病职工', 'Workers with work injury or occupational disease'],
  ['KG08', '超龄劳动者', 'Workers beyond retirement age'],
  ['KG09', '残疾职工', 'Workers with a disability'],
  ['KG10', '被裁减人员', 'Laid-off workers'],
  ['KG11', '外包和包工队人员', 'Outsourced and gang workers'],
  ['KG12', '事业单位聘用人员', 'Staff of public institutions'],
  ['KG13', '聘任制公务员', 'Civil servants on contract'],
  ['KG14', '社会团体工作人员', 'Staff of social organisations'],
  ['KG15', '军队文职人员', 'Civilian staff of the army'],
  ['KG16', '实习见习人员', 'Interns and trainees'],
  ['KG17', '归侨侨眷和华侨农场职工', 'Returned overseas Chinese and farm workers'],
  ['KG18', '渔业船员', 'Fishing crews'],
  ['KG99', '其他', 'Others'],
] as const;

const sensitiveCodes: ReadonlySet<string> = new Set(['KG05', 'KG06', 'KG07', 'KG09']);

/** All key groups. */
export const keyGroups: readonly KeyGroup[] = rows.map(([code, zh, en]) => ({
  code,
  name: { zh, en },
  sensitive: sensitiveCodes.has(code),
}));
