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

const money = { type: 'money', unit: 'yuan', min: 0, max: 1e12 } as const;

const manifest = ManifestSchema.parse({
  source: 'disputes',
  layout: 'mediation-register',
  version: 2,
  name: { zh: '劳动争议调解登记表', en: 'Register of mediations' },
  office: {
    code: 'O12',
    name: { zh: '惠来县劳动争议联合调解中心', en: 'Huilai County Joint Mediation Centre' },
  },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 10 },
  periodField: 'acceptedOn',
  key: ['organisation', 'number'],
  employer: { uscc: 'uscc', name: 'respondent', place: 'town' },
  checks: { places: ['town'], order: [{ earlier: 'acceptedOn', later: 'concludedOn' }] },
  columns: [
    {
      field: 'number',
      header: '调解编号',
      aliases: ['受理编号', '调解案号', '登记编号'],
      type: 'code',
      required: true,
    },
    {
      field: 'organisation',
      header: '调解组织',
      aliases: ['调解组织名称', '调解机构'],
      type: 'text',
      required: true,
    },
    {
      field: 'acceptedOn',
      header: '受理日期',
      aliases: ['调解受理日期', '受理时间'],
      type: 'day',
      required: true,
    },
    { field: 'applicant', header: '申请人', type: 'text', personal: 'mask' },
    {
      field: 'workers',
      header: '劳动者人数',
      aliases: ['涉及人数', '人数'],
      type: 'count',
      min: 1,
      max: 100_000,
      present: true,
    },
    {
      field: 'respondent',
      header: '被申请人',
      aliases: ['用人单位', '单位名称'],
      type: 'text',
      required: true,
    },
    { field: 'uscc', header: '统一社会信用代码', aliases: ['信用代码'], type: 'uscc' },
    { field: 'town', header: '所属乡镇', aliases: ['乡镇', '所属镇街'], type: 'text' },
    { field: 'cause', header: '争议事项', aliases: ['案由', '争议类型'], type: 'text', present: true },
    { field: 'amount', header: '涉及金额', aliases: ['涉案金额', '争议金额'], ...money },
    {
      field: 'concludedOn',
      header: '调结日期',
      aliases: ['调解结案日期', '结案日期', '办结日期'],
      type: 'day',
      present: true,
    },
    {
      field: 'outcome',
      header: '调解结果',
      aliases: ['调解情况', '结案方式'],
      type: 'choice',
      present: true,
      choices: {
        调解成功: 'settled',
        达成协议: 'settled',
        和解: 'settled',
        调解不成: 'failed',
        调解不成功: 'failed',
        调解失败: 'failed',
        未达成协议: 'failed',
        终止调解: 'failed',
        撤回申请: 'withdrawn',
        申请人撤回: 'withdrawn',
      },
    },
    { field: 'agreedAmount', header: '协议金额', aliases: ['调解金额'], ...money },
    {
      field: 'performBy',
      header: '履行期限',
      aliases: ['约定履行日期', '履行截止日期'],
      type: 'day',
    },
    { field: 'performedOn', header: '实际履行日期', aliases: ['履行日期', '履行完毕日期'], type: 'day' },
    { field: 'confirmed', header: '是否置换或确认', aliases: ['是否司法确认', '是否仲裁审查'], type: 'flag' },
  ],
});

/** One mediation, known by its number within its organisation; it happens on the day of acceptance. Amounts in fen. */
function eventOf(row: CheckedRow): EventDraft[] {
  const number = textCell(row, 'number');
  const organisation = textCell(row, 'organisation');
  const occurredAt = textCell(row, 'acceptedOn');
  if (number === null || organisation === null || occurredAt === null) return [];
  const concludedOn = textCell(row, 'concludedOn');
  const performBy = textCell(row, 'performBy');
  const performedOn = textCell(row, 'performedOn');
  const promised = textCell(row, 'outcome') === 'settled' && performBy !== null;
  const cause = textCell(row, 'cause');
  const region = findTownByName(textCell(row, 'town') ?? '')?.code;
  return [
    {
      kind: 'mediation-case',
      key: `${organisation}:${number}`,
      occurredAt,
      ...(region === undefined ? {} : { region }),
      persons: numberCell(row, 'workers'),
      amountFen: numberCell(row, 'amount'),
      months: null,
      personKeys: [],
      attributes: attributesOf({
        organisation,
        stage: concludedOn === null ? 'open' : 'closed',
        concludedOn,
        outcome: textCell(row, 'outcome'),
        agreedAmountFen: numberCell(row, 'agreedAmount'),
        confirmed: flagCell(row, 'confirmed'),
        performBy,
        performedOn,
        performance: promised ? (performedOn === null ? 'due' : 'done') : null,
        disputeType: disputeTypeOf(cause ?? ''),
        cause,
      }),
      row: row.row,
    },
  ];
}

/** What the county's mediation organisations accepted and how it ended. */
export const mediationRegister: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
