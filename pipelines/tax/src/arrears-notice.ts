import {
  ManifestSchema,
  attributesOf,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { quarterStart } from '@miaotou/domain';
import { taxOffice } from './office.js';

const manifest = ManifestSchema.parse({
  source: 'tax',
  layout: 'tax-arrears-notice',
  version: 1,
  name: { zh: '欠税公告', en: 'Tax arrears notice' },
  office: taxOffice,
  formats: ['xlsx', 'csv'],
  cycle: { every: 'quarter', graceDays: 20 },
  periodField: 'quarter',
  snapshot: true,
  key: ['uscc', 'name', 'taxKind'],
  groupBy: ['uscc', 'name'],
  employer: { uscc: 'uscc', name: 'name', place: 'place' },
  checks: {
    history: [{ field: 'balance', indicator: 'TAX01', floor: 10_000, part: true }],
  },
  columns: [
    { field: 'name', header: '纳税人名称', aliases: ['单位名称', '企业名称'], type: 'text', required: true },
    {
      field: 'uscc',
      header: '纳税人识别号',
      aliases: ['统一社会信用代码', '纳税人识别号(统一社会信用代码)'],
      type: 'uscc',
      present: true,
    },
    {
      field: 'representative',
      header: '法定代表人(负责人)姓名',
      aliases: ['法定代表人姓名', '法定代表人', '负责人姓名'],
      type: 'text',
      personal: 'drop',
    },
    {
      field: 'idNumber',
      header: '身份证件号码',
      aliases: ['居民身份证或其他有效身份证件号码', '证件号码'],
      type: 'code',
      personal: 'drop',
    },
    { field: 'place', header: '经营地点', aliases: ['经营地址'], type: 'text' },
    { field: 'taxKind', header: '欠税税种', aliases: ['税种'], type: 'text', required: true },
    {
      field: 'balance',
      header: '欠税余额',
      type: 'money',
      unit: 'yuan',
      min: 0,
      max: 1e13,
      required: true,
    },
    {
      field: 'newArrears',
      header: '当期新发生的欠税金额',
      aliases: ['当期新发生欠税金额', '当期新发生的欠税'],
      type: 'money',
      unit: 'yuan',
      min: 0,
      max: 1e13,
      present: true,
    },
    { field: 'quarter', header: '公告所属期', aliases: ['所属季度'], type: 'month' },
  ],
});

function sumOf(rows: readonly CheckedRow[], field: string): number | null {
  const values = rows.map((row) => numberCell(row, field)).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/** One employer's rows of one notice: its arrears over all kinds of tax, and a notice per kind. */
export const arrearsNotice: Layout = {
  manifest,
  delivers: ['TAX01', 'TAX02'],
  map(rows, context) {
    const period = quarterStart(context.period);
    const first = rows[0]?.row ?? 1;
    const observations = (
      [
        ['TAX01', sumOf(rows, 'balance')],
        ['TAX02', sumOf(rows, 'newArrears')],
      ] as const
    ).flatMap(([indicator, value]) => (value === null ? [] : [{ indicator, period, value, row: first }]));
    const events = rows.map((row): EventDraft => {
      const taxKind = textCell(row, 'taxKind');
      return {
        kind: 'tax-notice',
        key: [period, textCell(row, 'uscc') ?? textCell(row, 'name'), taxKind].join(':'),
        occurredAt: context.receivedOn,
        persons: null,
        amountFen: numberCell(row, 'balance'),
        months: null,
        personKeys: [],
        attributes: attributesOf({ noticeKind: 'arrears', taxKind, quarter: period }),
        row: row.row,
      };
    });
    return { observations, events };
  },
};
