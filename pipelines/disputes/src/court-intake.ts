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
import { disputeTypeOf, findTownByName } from '@miaotou/domain';

const manifest = ManifestSchema.parse({
  source: 'disputes',
  layout: 'court-intake',
  version: 1,
  name: { zh: '劳动争议一审收案表', en: 'Labour cases received by the court of first instance' },
  office: { code: 'O22', name: { zh: '惠来县人民法院', en: 'Huilai County Court' } },
  formats: ['xlsx', 'csv'],
  // Court figures come late [own].
  cycle: { every: 'month', graceDays: 30 },
  periodField: 'filedOn',
  key: ['caseNumber'],
  employer: { uscc: 'uscc', name: 'employer', place: 'town', industry: 'industry' },
  checks: { places: ['town'], order: [{ earlier: 'filedOn', later: 'closedOn' }] },
  columns: [
    { field: 'caseNumber', header: '法院案号', aliases: ['案号', '民初案号'], type: 'code', required: true },
    {
      field: 'filedOn',
      header: '法院立案日期',
      aliases: ['收案日期', '立案日期'],
      type: 'day',
      required: true,
    },
    { field: 'plaintiff', header: '原告', type: 'text', personal: 'mask' },
    { field: 'defendant', header: '被告', type: 'text', personal: 'mask' },
    {
      field: 'employer',
      header: '用人单位',
      aliases: ['用人单位名称', '涉案单位'],
      type: 'text',
      required: true,
    },
    { field: 'uscc', header: '统一社会信用代码', aliases: ['信用代码'], type: 'uscc' },
    { field: 'town', header: '所属乡镇', aliases: ['单位所在乡镇', '乡镇'], type: 'text' },
    { field: 'industry', header: '行业', aliases: ['所属行业'], type: 'text' },
    { field: 'cause', header: '案由', type: 'text', present: true },
    {
      field: 'workers',
      header: '劳动者人数',
      aliases: ['涉及人数', '人数'],
      type: 'count',
      min: 1,
      max: 100_000,
    },
    {
      field: 'amount',
      header: '诉讼标的额',
      aliases: ['标的额', '标的金额'],
      type: 'money',
      unit: 'yuan',
      min: 0,
      max: 1e12,
    },
    {
      field: 'arbitrationNumber',
      header: '仲裁案号',
      aliases: ['原仲裁案号'],
      type: 'code',
      present: true,
    },
    { field: 'closedOn', header: '结案日期', aliases: ['审结日期'], type: 'day' },
    {
      field: 'closeReason',
      header: '结案方式',
      type: 'choice',
      choices: {
        判决: 'judgment',
        调解: 'mediated',
        撤诉: 'withdrawn',
        按撤诉处理: 'withdrawn',
        裁定: 'ruling',
        驳回起诉: 'ruling',
        其他: 'other',
      },
    },
    { field: 'collective', header: '是否集体', aliases: ['是否集体争议'], type: 'flag' },
  ],
});

/** One lawsuit, on the day on which the court took it in. Amounts in fen. */
function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'caseNumber');
  const occurredAt = textCell(row, 'filedOn');
  if (key === null || occurredAt === null) return [];
  const closedOn = textCell(row, 'closedOn');
  const cause = textCell(row, 'cause');
  const region = findTownByName(textCell(row, 'town') ?? '')?.code;
  const industry = textCell(row, 'industry');
  return [
    {
      kind: 'court-case',
      key,
      occurredAt,
      ...(region === undefined ? {} : { region }),
      ...(industry === null ? {} : { industry }),
      persons: numberCell(row, 'workers'),
      amountFen: numberCell(row, 'amount'),
      months: null,
      personKeys: [],
      attributes: attributesOf({
        caseNumber: textCell(row, 'arbitrationNumber'),
        stage: closedOn === null ? 'open' : 'closed',
        closedOn,
        closeReason: textCell(row, 'closeReason'),
        isCollective: flagCell(row, 'collective'),
        disputeType: disputeTypeOf(cause ?? ''),
        cause,
      }),
      row: row.row,
    },
  ];
}

/** The court's intake of labour cases. */
export const courtIntake: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
