import {
  ManifestSchema,
  numberCell,
  textCell,
  type CheckedRow,
  type Layout,
  type ObservationDraft,
} from '@miaotou/contracts';

const money = { type: 'money', unit: 'yuan', max: 1e13 } as const;

const manifest = ManifestSchema.parse({
  source: 'social-insurance',
  layout: 'si-arrears',
  version: 1,
  name: { zh: '社保欠费明细', en: 'Social-insurance arrears by insurance type and month' },
  office: {
    code: 'O26',
    name: { zh: '惠来县税务局(社保费征收)', en: 'Huilai County Tax Bureau (collection)' },
  },
  formats: ['csv', 'xlsx'],
  cycle: { every: 'month', graceDays: 20 },
  periodField: 'feePeriod',
  snapshot: true,
  zeroWhenAbsent: ['SI01', 'SI02', 'SI03', 'SI04'],
  key: ['unitNumber', 'uscc', 'name', 'insurance', 'feePeriod'],
  groupBy: ['uscc', 'name'],
  employer: { uscc: 'uscc', name: 'name' },
  checks: {
    sums: [{ total: 'owed', of: 'due', less: ['paid'] }],
    history: [
      { field: 'owed', indicator: 'SI02', floor: 10_000, part: true },
      { field: 'lateFee', indicator: 'SI03', floor: 10_000, part: true },
    ],
  },
  columns: [
    { field: 'unitNumber', header: '单位编号(社保)', aliases: ['单位编号', '社保单位编号'], type: 'code' },
    {
      field: 'uscc',
      header: '统一社会信用代码',
      aliases: ['社会信用代码', '信用代码'],
      type: 'uscc',
      present: true,
    },
    {
      field: 'name',
      header: '单位名称',
      aliases: ['参保单位', '缴费单位名称'],
      type: 'text',
      required: true,
    },
    {
      field: 'insurance',
      header: '险种',
      aliases: ['险种(养老/失业/工伤/医疗)', '险种类型'],
      type: 'text',
      required: true,
    },
    {
      field: 'feePeriod',
      header: '费款所属期',
      aliases: ['所属期', '欠费所属期'],
      type: 'month',
      required: true,
    },
    { field: 'due', header: '应缴金额', ...money, min: 0 },
    { field: 'paid', header: '实缴金额', ...money },
    { field: 'owed', header: '欠费金额', aliases: ['欠缴金额'], ...money, min: 0, required: true },
    { field: 'monthsOwed', header: '欠费月数', type: 'count', min: 0, max: 600 },
    { field: 'lateFee', header: '滞纳金', ...money, min: 0, present: true },
    {
      field: 'insured',
      header: '参保人数',
      aliases: ['缴费人数'],
      type: 'count',
      min: 0,
      max: 1_000_000,
      present: true,
    },
    { field: 'status', header: '缴费状态', type: 'text' },
    { field: 'collector', header: '征收部门', type: 'text' },
    { field: 'contact', header: '联系人', type: 'text', personal: 'drop' },
    { field: 'phone', header: '联系电话', aliases: ['电话'], type: 'code', personal: 'drop' },
  ],
});

function numbers(rows: readonly CheckedRow[], field: string): number[] {
  return rows.map((row) => numberCell(row, field)).filter((value) => value !== null);
}

function total(rows: readonly CheckedRow[], field: string): number | null {
  const values = numbers(rows, field);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

function largest(rows: readonly CheckedRow[], field: string): number | null {
  const values = numbers(rows, field);
  return values.length === 0 ? null : Math.max(...values);
}

/** Rows of the newest fee month: the insured persons of today, not of the oldest debt. */
function newest(rows: readonly CheckedRow[]): readonly CheckedRow[] {
  const months = rows.map((row) => textCell(row, 'feePeriod') ?? '');
  const last = months.reduce((a, b) => (a > b ? a : b), '');
  return rows.filter((row) => textCell(row, 'feePeriod') === last);
}

/** One employer's rows of one delivery: what it owes as of the delivered month. Amounts in fen. */
export const arrears: Layout = {
  manifest,
  delivers: ['SI01', 'SI02', 'SI03', 'SI04', 'insured_headcount'],
  map(rows, context) {
    const unpaid = rows.filter((row) => (numberCell(row, 'owed') ?? 0) > 0);
    const months = new Set(unpaid.map((row) => textCell(row, 'feePeriod')));
    const values: readonly (readonly [string, number | null])[] = [
      ['SI01', months.size],
      ['SI02', total(rows, 'owed')],
      ['SI03', total(rows, 'lateFee')],
      ['SI04', unpaid.length === 0 ? 0 : largest(unpaid, 'insured')],
      ['insured_headcount', largest(newest(rows), 'insured')],
    ];
    const row = rows[0]?.row ?? 1;
    const observations = values.flatMap(([indicator, value]): ObservationDraft[] =>
      value === null ? [] : [{ indicator, period: context.period, value, row }],
    );
    return { observations, events: [] };
  },
};
