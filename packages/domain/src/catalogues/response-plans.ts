import type { Bilingual } from '../vocabulary/index.js';

/** A response plan 应对预案: what the office does when an alert of its kind stands. */
export interface ResponsePlan {
  readonly code: string;
  readonly name: Bilingual;
  readonly steps: readonly Bilingual[];
}

const step = (zh: string, en: string): Bilingual => ({ zh, en });

/** Response plans; the steps are proposals that the office may change. */
export const responsePlans: readonly ResponsePlan[] = [
  {
    code: 'RP-A',
    name: step('一般欠薪', 'Ordinary wage arrears'),
    steps: [
      step('联系用人单位核实', 'Call the employer and verify'),
      step('调取工资台账(单位应保存三年)', 'Take the wage ledger, which must be kept three years'),
      step('订立一个月内的清偿计划', 'Agree a repayment plan of at most one month'),
      step('达成调解协议并申请仲裁审查', 'Mediation agreement and arbitration review'),
      step('每周跟进履行', 'Check payment every week'),
      step('签订信用承诺书', 'Credit pledge'),
    ],
  },
  {
    code: 'RP-B',
    name: step('群体性欠薪和集体争议', 'Group arrears and collective disputes'),
    steps: [
      step('24小时内组建专班', 'Form a task force within 24 hours'),
      step('推举3至5名代表', 'Have three to five representatives elected'),
      step('三方中心、工会、法律援助到场调解', 'Mediate on site with tripartite centre, union and legal aid'),
      step('开通仲裁绿色通道', 'Put the case on the fast docket'),
      step('研究先予执行和财产保全', 'Consider advance execution and asset preservation'),
    ],
  },
  {
    code: 'RP-C',
    name: step('逃匿和涉嫌犯罪', 'Flight and suspected crime'),
    steps: [
      step('固定证据(拍照留存张贴的文书)', 'Fix the evidence; photograph the posted order'),
      step('责令限期支付', 'Order to pay within a term'),
      step('商请公安提前介入', 'Bring in the police early'),
      step('启用应急周转金', 'Use the emergency wage fund'),
      step('财产线索移送法院', 'Pass asset leads to the court'),
      step('计算失信名单期限', 'Start the clock of the dishonesty list'),
    ],
  },
  {
    code: 'RP-D',
    name: step('裁员和关停', 'Layoffs and closure'),
    steps: [
      step('核查提前30日说明和报告', 'Check the 30-day notice and the report'),
      step('审查职工安置方案', 'Review the settlement plan'),
      step('对接就业帮扶', 'Match the workers with jobs'),
      step('开展经济补偿计算指导', 'Help to compute severance pay'),
    ],
  },
  {
    code: 'RP-E',
    name: step('工程欠薪', 'Arrears on building works'),
    steps: [
      step('厘清清偿责任顺序', 'Settle who must pay, in order of liability'),
      step('核查专户和实名制', 'Check the special account and the real-name roll'),
      step('核查建设单位人工费用拨付', "Check the owner's payment of labour cost"),
      step('动用保证金或保函', 'Draw on deposit or guarantee'),
      step('提请行业主管部门督办', 'Ask the supervising department to press'),
      step('政府项目欠薪的，限制新建项目', 'On a public project, hold back new projects'),
    ],
  },
  {
    code: 'RP-F',
    name: step('聚集、集体访和极端言行', 'Gathering, collective visit, extreme acts'),
    steps: [
      step('公安、属地、人社2小时内到场', 'Police, town and bureau on site within two hours'),
      step('引导推选不超过5名代表', 'Keep to five delegates at most'),
      step('政策法律答复与秩序维护分开', 'Keep the answer on law apart from keeping order'),
      step('每日报告', 'Report every day'),
    ],
  },
  {
    code: 'RP-G',
    name: step('舆情', 'Public opinion'),
    steps: [
      step('2小时内核实', 'Verify within two hours'),
      step('统一发言口径', 'Speak with one voice'),
      step('发布事实说明', 'Publish a note of facts'),
      step('持续跟踪72小时', 'Follow for 72 hours'),
    ],
  },
  {
    code: 'RP-H',
    name: step('社保和税费', 'Social insurance and tax'),
    steps: [
      step('税务部门催缴', 'The tax bureau asks for payment'),
      step('订立分期缴费计划', 'Agree an instalment plan'),
      step('约谈并告知用人单位', 'Brief the employer'),
      step('关注欠薪和参保人数变化', 'Watch wage arrears and headcount'),
    ],
  },
  {
    code: 'RP-I',
    name: step('期限督办', 'Deadlines'),
    steps: [
      step('提醒承办人', 'Task for the case lead'),
      step('报告部门负责人', 'Report to the supervisor'),
      step('报告仲裁院负责人', 'Report to the head of the institute'),
    ],
  },
  {
    code: 'RP-J',
    name: step('区域和行业趋势', 'Trends of an area or a trade'),
    steps: [
      step('召开月度研判会', 'Monthly assessment meeting'),
      step('发布典型案例', 'Publish typical cases'),
      step('走访联系点', 'Visit the contact points'),
      step('发出仲裁建议书、一函两书', 'Send arbitration advice and union letters'),
    ],
  },
  {
    code: 'RP-K',
    name: step('平台用工', 'Platform work'),
    steps: [
      step('站点与平台企业共同调解', 'Mediate with station and platform together'),
      step('15日内调结，可延长15日', 'Conclude in 15 days, with 15 more at most'),
    ],
  },
  {
    code: 'RP-L',
    name: step('数据断供', 'Missing data'),
    steps: [
      step('向报送单位催报', 'Chase the office that owes the file'),
      step('在看板标注该来源为盲区', 'Mark the source as blind on the dashboards'),
    ],
  },
];

/** A response plan by its code, or null. */
export function findResponsePlan(code: string): ResponsePlan | null {
  return responsePlans.find((plan) => plan.code === code) ?? null;
}
