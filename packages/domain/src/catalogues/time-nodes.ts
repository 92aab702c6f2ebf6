import type { NodeAnchor, NodeEffect, TimeNode } from '../calendar/index.js';
import type { Bilingual } from '../vocabulary/index.js';

const solar = (month: number, day: number, offset = 0): NodeAnchor => ({
  calendar: 'solar',
  month,
  day,
  offset,
});
const lunar = (month: number, day: number, offset = 0): NodeAnchor => ({
  calendar: 'lunar',
  month,
  day,
  offset,
});

const untouched: NodeEffect = { rules: [], groups: [], shift: 0, factor: 1, allowance: {}, opens: false };
const raise = (rules: readonly string[], shift = 1): NodeEffect => ({ ...untouched, rules, shift });
const open = (rules: readonly string[]): NodeEffect => ({ ...untouched, rules, opens: true });

const wages = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07'];
/** The rules that rise by one tier in a window: wages, complaints, cases, visits, gatherings. */
const raised = [...wages, 'R15', 'R18', 'R24', 'R26'];

const proposal: Bilingual = { zh: '无外部依据', en: 'No outside authority' };

/** Time nodes 重要时间节点 as the program ships them; an office changes them in its settings. */
export const defaultTimeNodes: readonly TimeNode[] = [
  {
    code: 'winter-action',
    name: { zh: '治理欠薪冬季行动', en: 'Winter action against wage arrears' },
    why: {
      zh: '年终工资结算，欠薪线索全量接收、动态清零',
      en: 'Year-end wages are settled; every lead is taken',
    },
    when: { kind: 'yearly', from: solar(11, 1), to: lunar(1, 1, -1) },
    effects: [raise(wages)],
    report: 'weekly',
    duty: false,
    basis: { zh: '2025年治理欠薪冬季行动（11月1日至春节前）', en: 'The national winter action of 2025' },
    proposed: false,
  },
  {
    code: 'before-spring-festival',
    name: { zh: '春节前30日', en: '30 days before Spring Festival' },
    why: { zh: '农民工返乡，欠薪矛盾集中', en: 'Workers go home; arrears come to a head' },
    when: { kind: 'yearly', from: lunar(1, 1, -30), to: lunar(1, 1, -1) },
    effects: [raise(raised)],
    report: 'daily',
    duty: true,
    basis: {
      zh: '广东省人社厅春节期间工作通知（五个一）',
      en: 'Notice of the Guangdong department for Spring Festival',
    },
    proposed: true,
  },
  {
    code: 'after-spring-festival',
    name: { zh: '春节后返岗', en: 'Return after Spring Festival' },
    why: { zh: '招用工纠纷、未返岗、押金', en: 'Hiring disputes, workers who do not return, deposits' },
    when: { kind: 'yearly', from: lunar(1, 8), to: lunar(1, 15, 7) },
    effects: [open(['R33']), { ...untouched, groups: ['KG02'], shift: 1 }],
    report: null,
    duty: false,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'county-congress',
    name: { zh: '省、县两会', en: 'Congresses of province and county' },
    why: {
      zh: '信访高发；日期每年公布后录入',
      en: 'Petitions; the dates are entered when published each year',
    },
    when: { kind: 'manual', spans: [] },
    effects: [raise(['R24', 'R26'])],
    report: null,
    duty: true,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'national-congress',
    name: { zh: '全国两会', en: 'National congress' },
    why: { zh: '进京上访', en: 'Petitions to Beijing' },
    when: { kind: 'yearly', from: solar(3, 3), to: solar(3, 13) },
    // Times 0.8 the fourth repeated complaint is red, which else the fifth is.
    effects: [raise(['R24']), { ...untouched, rules: ['R17'], factor: 0.8 }],
    report: null,
    duty: true,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'labour-day',
    name: { zh: '五一', en: 'Labour Day' },
    why: { zh: '节前欠薪高发', en: 'Arrears peak before the holiday' },
    when: { kind: 'yearly', from: solar(4, 24), to: solar(5, 5) },
    effects: [raise(wages)],
    report: null,
    duty: false,
    basis: { zh: '广东省工资支付条例', en: 'Guangdong regulations on the payment of wages' },
    proposed: true,
  },
  {
    code: 'graduation',
    name: { zh: '高校毕业季', en: 'Graduation season' },
    why: { zh: '毕业生押金、试用、不签合同', en: 'Deposits, trial work and missing contracts of graduates' },
    when: { kind: 'yearly', from: solar(6, 1), to: solar(9, 30) },
    effects: [open(['R33'])],
    report: null,
    duty: false,
    basis: { zh: '实施方案：高校毕业生为重点群体', en: 'The plan names graduates as a key group' },
    proposed: true,
  },
  {
    code: 'heat-and-floods',
    name: { zh: '高温、汛期、休渔', en: 'Heat, floods and the fishing ban' },
    why: { zh: '工地停复工、休渔停工', en: 'Sites stop and start; boats lie in port' },
    when: { kind: 'yearly', from: solar(5, 1), to: solar(8, 31) },
    effects: [raise(['R34'])],
    report: null,
    duty: false,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'contribution-base',
    name: { zh: '年中社保基数调整', en: 'Mid-year change of contribution bases' },
    why: {
      zh: '基数调整期间入账滞后，宽限一期',
      en: 'Payments are booked late while bases change: one month is tolerated',
    },
    when: { kind: 'yearly', from: solar(7, 1), to: solar(7, 31) },
    effects: [{ ...untouched, rules: ['R08'], allowance: { months: 1 } }],
    report: null,
    duty: false,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'school-start',
    name: { zh: '开学', en: 'Start of school' },
    why: { zh: '家庭用钱、学生暑期工结算', en: 'Families need cash; summer jobs of students are settled' },
    when: { kind: 'yearly', from: solar(8, 25), to: solar(9, 10) },
    effects: [raise(['R02'])],
    report: null,
    duty: false,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'autumn-holidays',
    name: { zh: '中秋国庆', en: 'Mid-Autumn and National Day' },
    why: { zh: '节前清欠', en: 'Arrears are cleared before the holidays' },
    when: { kind: 'yearly', from: lunar(8, 15, -10), to: solar(10, 8) },
    effects: [raise(raised)],
    report: 'daily',
    duty: true,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'year-end',
    name: { zh: '年末结算', en: 'Settlement at the end of the year' },
    why: { zh: '工程结算、年终奖、裁员', en: 'Projects and bonuses are settled; layoffs' },
    when: { kind: 'yearly', from: solar(12, 1), to: solar(12, 31) },
    effects: [raise(['R05', 'R06', 'R07', 'R10'])],
    report: null,
    duty: false,
    basis: proposal,
    proposed: true,
  },
  {
    code: 'tax-notices',
    name: { zh: '季度末后15日', en: '15 days after a quarter' },
    why: { zh: '欠税公告集中发布，核对R12', en: 'Tax notices are published; R12 is refreshed' },
    when: {
      kind: 'yearly',
      from: { calendar: 'quarter-end', offset: 0 },
      to: { calendar: 'quarter-end', offset: 15 },
    },
    effects: [],
    report: null,
    duty: false,
    basis: { zh: '欠税公告办法（试行）', en: 'Measures on tax arrears notices' },
    proposed: true,
  },
  {
    code: 'major-event',
    name: { zh: '重大活动、事故、政策突变', en: 'Major event, accident or change of policy' },
    why: { zh: '由负责人临时设定', en: 'Set by the head of the office when it comes' },
    when: { kind: 'manual', spans: [] },
    effects: [raise(raised)],
    report: 'daily',
    duty: true,
    basis: proposal,
    proposed: true,
  },
];
