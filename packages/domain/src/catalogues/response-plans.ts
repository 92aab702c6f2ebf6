import type { AlertTier, Bilingual } from '../vocabulary/index.js';
import type { ServiceSpan } from './service-levels.js';

/** What ticking a step off asks for. */
export const planEvidence = ['none', 'note'] as const;
export type PlanEvidence = (typeof planEvidence)[number];

/** A step of a response plan; its place in the list is its order. */
export interface PlanStep {
  /** Stays the same when the list is changed, so that versions can be compared. */
  readonly code: string;
  readonly text: Bilingual;
  /** Time from when the response begins, by tier; a tier that is not named asks for none. */
  readonly within: Readonly<Partial<Record<AlertTier, ServiceSpan>>>;
  readonly office: Bilingual;
  readonly evidence: PlanEvidence;
}

/** A response plan 应对预案: what the office does when an alert of its kind stands. */
export interface ResponsePlan {
  readonly code: string;
  readonly name: Bilingual;
  readonly steps: readonly PlanStep[];
}

/** Another plan than the one that a rule names, where an alert of it stands at one of these tiers. */
export interface PlanBinding {
  readonly rule: string;
  readonly tiers: readonly AlertTier[];
  readonly plan: string;
}

/** Parts of "one risk, one plan, one team, one set of measures, one deadline" (五个一). */
export const fiveOnes = ['risk', 'plan', 'team', 'measures', 'deadline'] as const;
export type FiveOne = (typeof fiveOnes)[number];

export const fiveOneNames: Readonly<Record<FiveOne, Bilingual>> = {
  risk: { zh: '一个风险', en: 'One risk' },
  plan: { zh: '一个预案', en: 'One plan' },
  team: { zh: '一个专班', en: 'One team' },
  measures: { zh: '一套措施', en: 'One set of measures' },
  deadline: { zh: '一个期限', en: 'One deadline' },
};

const text = (zh: string, en: string): Bilingual => ({ zh, en });
const step = (
  code: string,
  zh: string,
  en: string,
  within: PlanStep['within'],
  office: Bilingual,
  evidence: PlanEvidence,
): PlanStep => ({ code, text: { zh, en }, within, office, evidence });

const hours = (amount: number): ServiceSpan => ({ amount, unit: 'hour' });
const workdays = (amount: number): ServiceSpan => ({ amount, unit: 'workday' });

/** As the tier table asks for verifying. */
const verifying = { blue: workdays(5), yellow: workdays(3), orange: hours(24), red: hours(2) };
const onScene = { blue: workdays(5), yellow: hours(24), orange: hours(2), red: hours(2) };
const within24h = { blue: workdays(5), yellow: workdays(3), orange: hours(24), red: hours(24) };
const soon = { blue: workdays(10), yellow: workdays(5), orange: workdays(2), red: workdays(1) };
const later = { yellow: workdays(20), orange: workdays(10), red: workdays(5) };

const bureau = text('人社局', 'Human resources bureau');
const inspectors = text('劳动保障监察大队', 'Labour inspectors');
const institute = text('劳动人事争议仲裁院', 'Arbitration institute');
const town = text('属地乡镇', 'Town');
const team = text('县专班', 'County joint team');
const police = text('公安局', 'Police');
const court = text('人民法院', 'Court');
const government = text('县政府办公室', 'County government office');
const jobs = text('就业服务中心', 'Employment service');
const housing = text('住建局', 'Housing and construction bureau');
const publicity = text('网信办', 'Publicity and internet office');
const tax = text('税务局', 'Tax bureau');

/** Response plans; steps, times and offices are proposals that the office may change. */
export const responsePlans: readonly ResponsePlan[] = [
  {
    code: 'RP-A',
    name: text('一般欠薪', 'Ordinary wage arrears'),
    steps: [
      step('1', '联系用人单位核实', 'Call the employer and verify', verifying, bureau, 'note'),
      step(
        '2',
        '调取工资台账(单位应保存三年)',
        'Take the wage ledger, which must be kept three years',
        soon,
        inspectors,
        'note',
      ),
      step(
        '3',
        '订立一个月内的清偿计划',
        'Agree a repayment plan of at most one month',
        soon,
        bureau,
        'note',
      ),
      step(
        '4',
        '达成调解协议并申请仲裁审查',
        'Mediation agreement and arbitration review',
        later,
        institute,
        'note',
      ),
      step('5', '每周跟进履行', 'Check payment every week', later, town, 'note'),
      step('6', '签订信用承诺书', 'Credit pledge', later, inspectors, 'note'),
    ],
  },
  {
    code: 'RP-B',
    name: text('群体性欠薪和集体争议', 'Group arrears and collective disputes'),
    steps: [
      step('1', '24小时内组建专班', 'Form a task force within 24 hours', within24h, team, 'note'),
      step('2', '推举3至5名代表', 'Have three to five representatives elected', soon, town, 'note'),
      step(
        '3',
        '三方中心、工会、法律援助到场调解',
        'Mediate on site with tripartite centre, union and legal aid',
        soon,
        institute,
        'note',
      ),
      step('4', '开通仲裁绿色通道', 'Put the case on the fast docket', soon, institute, 'note'),
      step(
        '5',
        '研究先予执行和财产保全',
        'Consider advance execution and asset preservation',
        later,
        court,
        'note',
      ),
    ],
  },
  {
    code: 'RP-C',
    name: text('逃匿和涉嫌犯罪', 'Flight and suspected crime'),
    steps: [
      step(
        '1',
        '固定证据(拍照留存张贴的文书)',
        'Fix the evidence; photograph the posted order',
        verifying,
        inspectors,
        'note',
      ),
      step('2', '责令限期支付', 'Order to pay within a term', soon, inspectors, 'note'),
      step('3', '商请公安提前介入', 'Bring in the police early', within24h, police, 'note'),
      step('4', '启用应急周转金', 'Use the emergency wage fund', soon, government, 'note'),
      step('5', '财产线索移送法院', 'Pass asset leads to the court', soon, court, 'note'),
      step('6', '计算失信名单期限', 'Start the clock of the dishonesty list', later, inspectors, 'note'),
    ],
  },
  {
    code: 'RP-D',
    name: text('裁员和关停', 'Layoffs and closure'),
    steps: [
      step(
        '1',
        '核查提前30日说明和报告',
        'Check the 30-day notice and the report',
        verifying,
        bureau,
        'note',
      ),
      step('2', '审查职工安置方案', 'Review the settlement plan', soon, bureau, 'note'),
      step('3', '对接就业帮扶', 'Match the workers with jobs', later, jobs, 'note'),
      step('4', '开展经济补偿计算指导', 'Help to compute severance pay', later, institute, 'note'),
    ],
  },
  {
    code: 'RP-E',
    name: text('工程欠薪', 'Arrears on building works'),
    steps: [
      step(
        '1',
        '厘清清偿责任顺序',
        'Settle who must pay, in order of liability',
        verifying,
        inspectors,
        'note',
      ),
      step(
        '2',
        '核查专户和实名制',
        'Check the special account and the real-name roll',
        soon,
        inspectors,
        'note',
      ),
      step(
        '3',
        '核查建设单位人工费用拨付',
        "Check the owner's payment of labour cost",
        soon,
        housing,
        'note',
      ),
      step('4', '动用保证金或保函', 'Draw on deposit or guarantee', later, housing, 'note'),
      step('5', '提请行业主管部门督办', 'Ask the supervising department to press', soon, housing, 'note'),
      step(
        '6',
        '政府项目欠薪的，限制新建项目',
        'On a public project, hold back new projects',
        later,
        government,
        'note',
      ),
    ],
  },
  {
    code: 'RP-F',
    name: text('聚集、集体访和极端言行', 'Gathering, collective visit, extreme acts'),
    steps: [
      step(
        '1',
        '公安、属地、人社2小时内到场',
        'Police, town and bureau on site within two hours',
        onScene,
        team,
        'note',
      ),
      step('2', '引导推选不超过5名代表', 'Keep to five delegates at most', within24h, town, 'note'),
      step(
        '3',
        '政策法律答复与秩序维护分开',
        'Keep the answer on law apart from keeping order',
        within24h,
        team,
        'note',
      ),
      step('4', '每日报告', 'Report every day', within24h, town, 'note'),
    ],
  },
  {
    code: 'RP-G',
    name: text('舆情', 'Public opinion'),
    steps: [
      step('1', '2小时内核实', 'Verify within two hours', onScene, publicity, 'note'),
      step('2', '统一发言口径', 'Speak with one voice', within24h, publicity, 'note'),
      step('3', '发布事实说明', 'Publish a note of facts', within24h, publicity, 'note'),
      step('4', '持续跟踪72小时', 'Follow for 72 hours', soon, publicity, 'note'),
    ],
  },
  {
    code: 'RP-H',
    name: text('社保和税费', 'Social insurance and tax'),
    steps: [
      step('1', '税务部门催缴', 'The tax bureau asks for payment', verifying, tax, 'note'),
      step('2', '订立分期缴费计划', 'Agree an instalment plan', soon, tax, 'note'),
      step('3', '约谈并告知用人单位', 'Brief the employer', soon, bureau, 'note'),
      step('4', '关注欠薪和参保人数变化', 'Watch wage arrears and headcount', later, bureau, 'note'),
    ],
  },
  {
    code: 'RP-I',
    name: text('期限督办', 'Deadlines'),
    steps: [
      step('1', '提醒承办人', 'Task for the case lead', verifying, institute, 'none'),
      step('2', '报告部门负责人', 'Report to the supervisor', soon, institute, 'none'),
      step('3', '报告仲裁院负责人', 'Report to the head of the institute', soon, institute, 'note'),
    ],
  },
  {
    code: 'RP-J',
    name: text('区域和行业趋势', 'Trends of an area or a trade'),
    steps: [
      step('1', '召开月度研判会', 'Monthly assessment meeting', later, bureau, 'note'),
      step('2', '发布典型案例', 'Publish typical cases', later, bureau, 'note'),
      step('3', '走访联系点', 'Visit the contact points', later, town, 'note'),
      step(
        '4',
        '发出仲裁建议书、一函两书',
        'Send arbitration advice and union letters',
        later,
        institute,
        'note',
      ),
    ],
  },
  {
    code: 'RP-K',
    name: text('平台用工', 'Platform work'),
    steps: [
      step(
        '1',
        '站点与平台企业共同调解',
        'Mediate with station and platform together',
        verifying,
        institute,
        'note',
      ),
      step(
        '2',
        '15日内调结，可延长15日',
        'Conclude in 15 days, with 15 more at most',
        later,
        institute,
        'note',
      ),
    ],
  },
  {
    code: 'RP-L',
    name: text('数据断供', 'Missing data'),
    steps: [
      step('1', '向报送单位催报', 'Chase the office that owes the file', verifying, bureau, 'note'),
      step(
        '2',
        '在看板标注该来源为盲区',
        'Mark the source as blind on the dashboards',
        verifying,
        bureau,
        'none',
      ),
    ],
  },
];

/** Where the rule book names two plans, the tier decides between them; proposals that the office may change. */
export const planBindings: readonly PlanBinding[] = [
  { rule: 'R02', tiers: ['blue', 'yellow'], plan: 'RP-A' },
  { rule: 'R12', tiers: ['orange', 'red'], plan: 'RP-C' },
  { rule: 'R34', tiers: ['red'], plan: 'RP-F' },
];

/** A response plan by its code, or null. */
export function findResponsePlan(code: string): ResponsePlan | null {
  return responsePlans.find((plan) => plan.code === code) ?? null;
}
