import { ManifestSchema, numberCell, textCell, type CheckedRow, type Layout } from '@miaotou/contracts';

const persons = { type: 'count', min: 0, max: 1_000_000 } as const;

const manifest = ManifestSchema.parse({
  source: 'social-insurance',
  layout: 'si-enrolment',
  version: 1,
  name: { zh: '参保登记月报', en: 'Monthly sheet of enrolment' },
  office: {
    code: 'O27',
    name: { zh: '惠来县社会保险基金管理局', en: 'Huilai County Social Insurance Fund' },
  },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 20 },
  periodField: 'month',
  key: ['unitNumber', 'uscc', 'name', 'month'],
  employer: { uscc: 'uscc', name: 'name', place: 'town' },
  checks: {
    places: ['town'],
    history: [
      { field: 'insured', indicator: 'insured_headcount', floor: 1 },
      { field: 'employed', indicator: 'employed_headcount', floor: 1 },
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
      aliases: ['参保单位', '参保单位名称'],
      type: 'text',
      required: true,
    },
    { field: 'town', header: '所属乡镇', aliases: ['乡镇', '所属镇街'], type: 'text' },
    {
      field: 'month',
      header: '统计月份',
      aliases: ['参保月份', '所属月份', '所属期'],
      type: 'month',
      required: true,
    },
    { field: 'insured', header: '参保人数', aliases: ['期末参保人数'], ...persons, present: true },
    { field: 'joined', header: '新增人数', aliases: ['增员人数', '本月增员'], ...persons },
    {
      field: 'left',
      header: '减员人数',
      aliases: ['停保人数', '停保(减员)人数', '本月减员'],
      ...persons,
      present: true,
    },
    {
      field: 'employed',
      header: '用工人数',
      aliases: ['申报用工人数', '职工人数', '从业人数'],
      ...persons,
      present: true,
    },
    {
      field: 'assessment',
      header: '核定方式',
      aliases: ['缴费核定方式', '申报状态'],
      type: 'choice',
      choices: {
        自主申报: 'declared',
        正常申报: 'declared',
        已申报: 'declared',
        据实核定: 'declared',
        未申报: 'assessed',
        '110%核定': 'assessed',
        '按110%核定': 'assessed',
        '未申报按110%核定': 'assessed',
      },
    },
  ],
});

function valuesOf(row: CheckedRow): readonly (readonly [string, number | null])[] {
  const assessment = textCell(row, 'assessment');
  return [
    ['insured_headcount', numberCell(row, 'insured')],
    ['SI06', numberCell(row, 'left')],
    ['employed_headcount', numberCell(row, 'employed')],
    ['SI07', assessment === null ? null : Number(assessment === 'assessed')],
  ];
}

/** One employer's enrolment of one month, all kinds of insurance together. */
export const enrolment: Layout = {
  manifest,
  delivers: ['insured_headcount', 'SI06', 'employed_headcount', 'SI07'],
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
