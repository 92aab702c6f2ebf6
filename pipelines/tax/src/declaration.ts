import {
  ManifestSchema,
  flagCell,
  numberCell,
  textCell,
  type CheckedRow,
  type Layout,
} from '@miaotou/contracts';
import { taxOffice } from './office.js';

const manifest = ManifestSchema.parse({
  source: 'tax',
  layout: 'tax-declaration',
  version: 1,
  name: { zh: '纳税申报情况月报', en: 'Monthly sheet of tax declarations' },
  office: taxOffice,
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 20 },
  periodField: 'month',
  key: ['uscc', 'name', 'month'],
  employer: { uscc: 'uscc', name: 'name', place: 'town' },
  checks: {
    places: ['town'],
    history: [
      { field: 'sales', indicator: 'declared_sales', floor: 10_000 },
      { field: 'payees', indicator: 'tax_payees', floor: 1 },
    ],
  },
  columns: [
    {
      field: 'uscc',
      header: '统一社会信用代码',
      aliases: ['纳税人识别号', '社会信用代码'],
      type: 'uscc',
      present: true,
    },
    { field: 'name', header: '单位名称', aliases: ['纳税人名称', '企业名称'], type: 'text', required: true },
    { field: 'town', header: '所属乡镇', aliases: ['乡镇', '所属镇街'], type: 'text' },
    {
      field: 'month',
      header: '申报所属期',
      aliases: ['申报月份', '税款所属月份', '所属期'],
      type: 'month',
      required: true,
    },
    {
      field: 'sales',
      header: '申报销售额',
      aliases: ['应税销售额', '开票销售额', '开票金额', '增值税销售额'],
      type: 'money',
      unit: 'yuan',
      min: -1e13,
      max: 1e15,
      present: true,
    },
    { field: 'zero', header: '是否零申报', aliases: ['零申报', '零申报标志'], type: 'flag' },
    {
      field: 'payees',
      header: '代扣代缴个税人数',
      aliases: ['代扣代缴人数', '个税申报人数', '扣缴申报人数', '个人所得税申报人数'],
      type: 'count',
      min: 0,
      max: 1_000_000,
      present: true,
    },
  ],
});

/** The values that one return states: money in fen, the flag as 0 or 1. */
function valuesOf(row: CheckedRow): readonly (readonly [string, number | null])[] {
  const sales = numberCell(row, 'sales');
  const zero = flagCell(row, 'zero') ?? (sales === null ? null : sales === 0);
  return [
    ['declared_sales', sales],
    ['tax_payees', numberCell(row, 'payees')],
    ['zero_return', zero === null ? null : Number(zero)],
  ];
}

/** One employer's return of one month. */
export const declaration: Layout = {
  manifest,
  delivers: ['declared_sales', 'tax_payees', 'zero_return'],
  map: (rows) => ({
    observations: rows.flatMap((row) => {
      const period = textCell(row, 'month');
      if (period === null) return [];
      return valuesOf(row).flatMap(([indicator, value]) =>
        value === null ? [] : [{ indicator, period, value, row: row.row }],
      );
    }),
    events: [],
  }),
};
