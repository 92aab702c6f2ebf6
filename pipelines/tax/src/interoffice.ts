import { ManifestSchema, numberCell, textCell, type CheckedRow, type Layout } from '@miaotou/contracts';
import { taxOffice } from './office.js';

const money = { type: 'money', unit: 'yuan', max: 1e13 } as const;

const manifest = ManifestSchema.parse({
  source: 'tax',
  layout: 'tax-interoffice',
  version: 1,
  name: { zh: '税费欠缴部门交换表', en: 'Inter-office sheet of unpaid tax' },
  office: taxOffice,
  formats: ['csv', 'xlsx'],
  cycle: { every: 'month', graceDays: 20 },
  periodField: 'periodFrom',
  key: ['uscc', 'name', 'taxKind', 'periodFrom'],
  groupBy: ['uscc', 'name', 'periodFrom'],
  employer: { uscc: 'uscc', name: 'name', place: 'town', industry: 'industry' },
  checks: {
    places: ['town'],
    order: [{ earlier: 'periodFrom', later: 'periodTo' }],
    months: [{ months: 'monthsOwed', from: 'periodFrom', to: 'periodTo' }],
    sums: [{ total: 'owed', of: 'due', less: ['paid'] }],
    history: [
      { field: 'owed', indicator: 'tax_owed', floor: 10_000, part: true },
      { field: 'lateFee', indicator: 'TAX08', floor: 10_000, part: true },
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
    { field: 'industry', header: '行业', aliases: ['所属行业', '行业门类'], type: 'text' },
    { field: 'taxKind', header: '税种', aliases: ['征收项目'], type: 'text', required: true },
    { field: 'periodFrom', header: '所属期起', aliases: ['税款所属期起'], type: 'month', required: true },
    { field: 'periodTo', header: '所属期止', aliases: ['税款所属期止'], type: 'month' },
    { field: 'due', header: '应缴税额', ...money, min: 0 },
    { field: 'paid', header: '已缴税额', ...money },
    { field: 'owed', header: '欠缴税额', aliases: ['欠税额'], ...money, min: 0, required: true },
    { field: 'lateFee', header: '滞纳金', ...money, min: 0, present: true },
    { field: 'monthsOwed', header: '欠缴月数', type: 'count', min: 0, max: 600 },
    { field: 'taxStation', header: '主管税务所', aliases: ['主管税务机关'], type: 'text' },
  ],
});

function total(rows: readonly CheckedRow[], field: string): number | null {
  const values = rows.map((row) => numberCell(row, field)).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/** One employer's rows of one month: unpaid tax and late fee over all kinds of tax, in fen. */
export const interoffice: Layout = {
  manifest,
  delivers: ['tax_owed', 'TAX08'],
  map(rows) {
    const [first] = rows;
    const period = first === undefined ? null : textCell(first, 'periodFrom');
    if (first === undefined || period === null) return { observations: [], events: [] };
    const totals = [
      ['tax_owed', total(rows, 'owed')],
      ['TAX08', total(rows, 'lateFee')],
    ] as const;
    return {
      observations: totals.flatMap(([indicator, value]) =>
        value === null ? [] : [{ indicator, period, value, row: first.row }],
      ),
      events: [],
    };
  },
};
