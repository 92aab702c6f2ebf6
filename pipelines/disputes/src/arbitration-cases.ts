import {
  ManifestSchema,
  attributesOf,
  flagCell,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { addDays, disputeTypeOf } from '@miaotou/domain';

/** Ten workers with a common claim make a dispute collective (调解仲裁法 §7). */
const collectiveFrom = 10;
/** Calendar days from acceptance within which a case ends, and when it was extended (调解仲裁法 §43). */
const limitDays = 45;
const extendedDays = 60;

const manifest = ManifestSchema.parse({
  source: 'disputes',
  layout: 'arbitration-cases',
  version: 3,
  name: { zh: '劳动人事争议仲裁案件登记表', en: 'Register of arbitration cases' },
  office: {
    code: 'O17',
    name: { zh: '惠来县劳动人事争议仲裁院', en: 'Huilai County Arbitration Institute' },
  },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 10 },
  periodField: 'receivedOn',
  key: ['caseNumber'],
  employer: { uscc: 'uscc', name: 'respondent', industry: 'industry' },
  checks: {
    order: [
      { earlier: 'receivedOn', later: 'acceptedOn' },
      { earlier: 'acceptedOn', later: 'closedOn' },
    ],
  },
  columns: [
    { field: 'caseNumber', header: '案号', aliases: ['案件编号'], type: 'code', required: true },
    { field: 'receivedOn', header: '收件日期', aliases: ['收案日期'], type: 'day', required: true },
    { field: 'acceptedOn', header: '立案日期', aliases: ['受理日期'], type: 'day', present: true },
    { field: 'applicant', header: '申请人', type: 'text', personal: 'mask' },
    { field: 'idNumber', header: '申请人身份证号', aliases: ['身份证号'], type: 'code', personal: 'hash' },
    {
      field: 'phone',
      header: '申请人电话',
      aliases: ['联系电话', '申请人联系电话'],
      type: 'code',
      personal: 'hash',
    },
    {
      field: 'applicantKind',
      header: '申请人类型',
      type: 'choice',
      choices: { 劳动者: 'worker', 职工: 'worker', 个人: 'worker' },
    },
    {
      field: 'workers',
      header: '劳动者人数',
      aliases: ['人数', '涉及人数'],
      type: 'count',
      min: 1,
      max: 100_000,
      present: true,
    },
    { field: 'respondent', header: '被申请人', aliases: ['被申请人名称'], type: 'text', required: true },
    { field: 'uscc', header: '统一社会信用代码', aliases: ['信用代码'], type: 'uscc', present: true },
    { field: 'cause', header: '案由', type: 'text', present: true },
    { field: 'disputeKind', header: '争议类型', type: 'text' },
    { field: 'claim', header: '仲裁请求', type: 'text' },
    {
      field: 'amount',
      header: '涉案金额',
      aliases: ['标的额', '涉案金额(元)'],
      type: 'money',
      unit: 'yuan',
      min: 0,
      max: 1e12,
      present: true,
    },
    { field: 'collective', header: '是否集体', aliases: ['是否集体争议'], type: 'flag' },
    { field: 'migrant', header: '是否农民工', type: 'flag' },
    { field: 'industry', header: '行业', aliases: ['所属行业'], type: 'text' },
    { field: 'extended', header: '是否延期', aliases: ['是否延长审限', '是否延期审理'], type: 'flag' },
    { field: 'simplified', header: '是否简易', aliases: ['是否简易处理'], type: 'flag' },
    { field: 'tribunal', header: '独任/合议', aliases: ['庭审形式'], type: 'text' },
    { field: 'arbitrator', header: '仲裁员', type: 'text' },
    { field: 'hearingOn', header: '开庭日期', type: 'day' },
    { field: 'closedOn', header: '结案日期', type: 'day', present: true },
    {
      field: 'closeReason',
      header: '结案方式',
      aliases: ['结案方式(调解/裁决/其他)'],
      type: 'choice',
      choices: {
        调解: 'mediated',
        仲裁调解: 'mediated',
        裁决: 'award',
        仲裁裁决: 'award',
        撤回: 'withdrawn',
        撤诉: 'withdrawn',
        按撤回处理: 'withdrawn',
        不予受理: 'rejected',
        移送: 'transferred',
        其他: 'other',
      },
    },
    {
      field: 'result',
      header: '处理结果',
      type: 'choice',
      choices: {
        单位胜诉: 'employer',
        劳动者胜诉: 'worker',
        双方部分胜诉: 'both',
        其他: 'other',
      },
    },
    { field: 'final', header: '是否终局', type: 'flag' },
    { field: 'closedAmount', header: '结案金额', type: 'money', unit: 'yuan', min: 0, max: 1e12 },
    { field: 'servedOn', header: '送达日期', type: 'day' },
    { field: 'sued', header: '是否起诉', type: 'flag' },
  ],
});

/** One case, on the day of acceptance, else of receipt. Amounts in fen. */
function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'caseNumber');
  const receivedOn = textCell(row, 'receivedOn');
  if (key === null || receivedOn === null) return [];
  const acceptedOn = textCell(row, 'acceptedOn');
  const closedOn = textCell(row, 'closedOn');
  const workers = numberCell(row, 'workers');
  const industry = textCell(row, 'industry');
  const limit = flagCell(row, 'extended') === true ? extendedDays : limitDays;
  const named = [textCell(row, 'disputeKind'), textCell(row, 'cause')];
  return [
    {
      kind: 'arbitration-case',
      key,
      occurredAt: acceptedOn ?? receivedOn,
      ...(industry === null ? {} : { industry }),
      persons: workers,
      amountFen: numberCell(row, 'amount'),
      months: null,
      personKeys: [],
      attributes: attributesOf({
        phoneKey: textCell(row, 'phone'),
        idKey: textCell(row, 'idNumber'),
        disputeType: named.map((text) => disputeTypeOf(text ?? '')).find((code) => code !== null) ?? null,
        isCollective: flagCell(row, 'collective') ?? (workers === null ? null : workers >= collectiveFrom),
        keyGroup: flagCell(row, 'migrant') === true ? 'KG01' : null,
        stage: closedOn === null ? 'open' : 'closed',
        dueOn: acceptedOn === null ? null : addDays(acceptedOn, limit),
        closeReason: textCell(row, 'closeReason'),
        result: textCell(row, 'result'),
        closedOn,
        closedAmountFen: numberCell(row, 'closedAmount'),
        final: flagCell(row, 'final'),
        sued: flagCell(row, 'sued'),
        cause: textCell(row, 'cause'),
      }),
      row: row.row,
    },
  ];
}

/** The institute's register of cases. */
export const arbitrationCases: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
