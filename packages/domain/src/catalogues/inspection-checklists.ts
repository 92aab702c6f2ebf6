import type { Bilingual } from '../vocabulary/index.js';

/** One thing to look at, and what asks for it. */
export interface ChecklistItem {
  readonly code: string;
  readonly text: Bilingual;
  /** Statute and article, in the words of the office; empty for what is good practice only. */
  readonly basis: string;
}

/** A check-list of inspections 排查清单. */
export interface InspectionChecklist {
  readonly code: string;
  readonly name: Bilingual;
  readonly items: readonly ChecklistItem[];
}

type Item = readonly [zh: string, en: string, basis?: string];

const list = (code: string, zh: string, en: string, items: readonly Item[]): InspectionChecklist => ({
  code,
  name: { zh, en },
  items: items.map(([itemZh, itemEn, basis = ''], index) => ({
    code: `${code}-${index + 1}`,
    text: { zh: itemZh, en: itemEn },
    basis,
  })),
});

const wageRules = '《保障农民工工资支付条例》';
const contractLaw = '《劳动合同法》';

/** Check-lists that the program ships. An inspection keeps the list as it was when it was raised. */
export const inspectionChecklists: readonly InspectionChecklist[] = [
  list('IC1', '工资支付', 'Payment of wages', [
    ['工资台账齐全，保存三年以上', 'Wage ledger complete and kept three years', `${wageRules}第十五条`],
    ['按约定日期足额支付，无拖欠', 'Paid in full on the agreed day, nothing owed', `${wageRules}第十一条`],
    ['以货币形式直接支付给本人', 'Paid in money, to the worker in person', `${wageRules}第十一条`],
    ['不低于当地最低工资标准', 'Not below the local minimum wage', '《劳动法》第四十八条'],
    ['加班工资依法计发', 'Overtime is paid as the law says', '《劳动法》第四十四条'],
    ['近三个月经营和资金状况正常', 'Business and cash have been sound for three months'],
  ]),
  list('IC2', '工程建设领域“五制”', 'Five systems on building works', [
    [
      '农民工工资专用账户已开立并按月拨付',
      'Special wage account open and fed monthly',
      `${wageRules}第二十六条`,
    ],
    ['实名制管理与考勤一致', 'Real-name roll agrees with attendance', `${wageRules}第二十八条`],
    ['总包代发工资', 'General contractor pays on behalf of the gangs', `${wageRules}第三十一条`],
    ['工资保证金或保函有效', 'Wage deposit or guarantee is valid', `${wageRules}第三十二条`],
    ['维权信息告示牌已设置且内容准确', 'Rights board is up and correct', `${wageRules}第三十四条`],
    [
      '建设单位人工费用按期足额拨付',
      'Owner pays the labour cost in full and on time',
      `${wageRules}第二十四条`,
    ],
  ]),
  list('IC3', '劳动合同与社会保险', 'Contracts and social insurance', [
    ['一个月内订立书面劳动合同', 'Written contracts within a month', `${contractLaw}第十条`],
    ['参加社会保险，人数与在岗人数相符', 'Insured, in the number that works', '《社会保险法》第五十八条'],
    ['按时足额缴纳社会保险费，无欠缴', 'Contributions paid on time and in full', '《社会保险法》第六十条'],
    [
      '解除、终止合同手续和经济补偿合规',
      'Endings and severance as the law says',
      `${contractLaw}第四十七条、第五十条`,
    ],
    ['劳务派遣、外包用工合规', 'Dispatched and outsourced work as the law says', `${contractLaw}第六十六条`],
    ['女职工和未成年工特殊保护落实', 'Women and juvenile workers are protected', '《劳动法》第七章'],
  ]),
  list('IC4', '裁员、停产与搬迁', 'Layoff, stoppage and move', [
    ['提前三十日向工会或全体职工说明', 'Union or all workers told 30 days ahead', `${contractLaw}第四十一条`],
    ['裁减人员方案已向人社部门报告', 'Plan reported to the bureau', `${contractLaw}第四十一条`],
    ['职工安置方案和补偿资金落实', 'Settlement plan and its money are there'],
    ['设备、存货无异常转移', 'No machines or stock are being moved away'],
    ['经营者能够联系', 'The owner can be reached'],
    ['职工情绪稳定，无串联聚集苗头', 'Workers are calm, no sign of gathering'],
  ]),
  list('IC5', '新就业形态用工', 'Platform work', [
    ['用工关系与协议相符', 'The relation is what the agreement says'],
    ['报酬规则公开，结算及时', 'Rules of pay are public, settled in time'],
    ['职业伤害保障参保', 'Insured against occupational harm'],
    ['休息和工时上限落实', 'Rest and longest hours are kept'],
    ['投诉渠道畅通', 'Complaints are heard'],
  ]),
];

/** A check-list by its code; null for none. */
export function findInspectionChecklist(code: string): InspectionChecklist | null {
  return inspectionChecklists.find((one) => one.code === code) ?? null;
}
