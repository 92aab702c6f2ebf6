import {
  ManifestSchema,
  attributesOf,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { arrearsMonths, dayOf, findTownByName } from '@miaotou/domain';

const manifest = ManifestSchema.parse({
  source: 'complaints',
  layout: 'wage-clue-platform',
  version: 2,
  name: { zh: '根治欠薪线索反映平台线索', en: 'Clues of the national wage-arrears platform' },
  office: { code: 'O20', name: { zh: '惠来县劳动保障监察大队', en: 'Huilai County Labour Inspection' } },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 10 },
  periodField: 'submittedAt',
  key: ['clueNumber'],
  employer: { name: 'employer', place: 'address' },
  checks: { order: [{ earlier: 'submittedAt', later: 'closedAt' }] },
  columns: [
    { field: 'clueNumber', header: '线索编号', type: 'code', required: true },
    { field: 'worker', header: '反映人姓名', aliases: ['反映人'], type: 'text', personal: 'mask' },
    { field: 'idNumber', header: '身份证号', aliases: ['身份证号码'], type: 'code', personal: 'hash' },
    { field: 'phone', header: '联系电话', aliases: ['手机号'], type: 'code', personal: 'hash' },
    { field: 'bankCard', header: '银行卡号', aliases: ['银行账号'], type: 'code', personal: 'drop' },
    {
      field: 'sector',
      header: '行业领域',
      aliases: ['行业领域(工程建设/非工程建设)'],
      type: 'choice',
      choices: {
        工程建设: 'construction',
        工程建设领域: 'construction',
        非工程建设: 'other',
        非工程建设领域: 'other',
      },
    },
    {
      field: 'employer',
      header: '用人单位名称',
      aliases: ['用人单位', '欠薪单位'],
      type: 'text',
      required: true,
    },
    { field: 'address', header: '地址', aliases: ['单位地址', '项目地址'], type: 'text', present: true },
    { field: 'project', header: '项目名称', aliases: ['工程项目名称', '工程名称'], type: 'text' },
    { field: 'span', header: '欠薪时间段', aliases: ['欠薪时段'], type: 'text', present: true },
    { field: 'amount', header: '欠薪金额', type: 'money', unit: 'yuan', min: 0, max: 1e12, present: true },
    { field: 'work', header: '工作内容', type: 'text' },
    { field: 'submittedAt', header: '提交时间', type: 'instant', required: true },
    { field: 'handler', header: '承办单位', type: 'text' },
    { field: 'finding', header: '核处结论', aliases: ['核实结论'], type: 'text', present: true },
    { field: 'closedAt', header: '办结时间', type: 'instant' },
  ],
});

/** Whether the finding 核处结论 says that the wages were owed: a refusal word wins over 属实. */
export function findingVerifies(finding: string | null): boolean {
  if (finding === null || /不属实|不成立|查无|无法核实|重复|非欠薪|撤回|不予受理/u.test(finding))
    return false;
  return /属实|支付|清偿|追发|责令|立案|移送/u.test(finding);
}

function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'clueNumber');
  const occurredAt = textCell(row, 'submittedAt');
  if (key === null || occurredAt === null) return [];
  const finding = textCell(row, 'finding');
  const construction = textCell(row, 'sector') === 'construction';
  // The phone is the one mark that all channels share, so it tells a worker apart before the identity number does.
  const person = textCell(row, 'phone') ?? textCell(row, 'idNumber');
  const region = findTownByName(textCell(row, 'address') ?? '')?.code;
  return [
    {
      kind: 'complaint',
      key,
      occurredAt,
      ...(region === undefined ? {} : { region }),
      ...(construction ? { industry: '建筑业' } : {}),
      persons: 1,
      amountFen: numberCell(row, 'amount'),
      months: arrearsMonths(textCell(row, 'span') ?? '', dayOf(new Date(occurredAt))),
      personKeys: person === null ? [] : [person],
      attributes: attributesOf({
        channel: 'clue',
        phoneKey: textCell(row, 'phone'),
        idKey: textCell(row, 'idNumber'),
        disputeType: 'D11',
        keyGroup: construction ? 'KG01' : null,
        verified: findingVerifies(finding),
        finding,
        project: textCell(row, 'project'),
        status: textCell(row, 'closedAt') === null ? 'open' : 'closed',
      }),
      row: row.row,
    },
  ];
}

/** Clues that workers hand in on the national platform. */
export const wageClue: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
