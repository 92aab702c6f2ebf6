import { ManifestSchema, type Layout } from '@miaotou/contracts';
import { indicators, type IndicatorUnit } from '@miaotou/domain';

const ownIndicators = indicators
  .filter(({ family }) => family === 'social-insurance')
  .map(({ code }) => code);

const inUnit = (wanted: IndicatorUnit): string[] =>
  indicators
    .filter(({ family, unit }) => family === 'social-insurance' && unit === wanted)
    .map(({ code }) => code);
const compared = { field: 'value', indicator: { field: 'indicator' } };

/** One number per row, loaded as it stands: the bulk table of all insured employers. Amounts are in fen. */
export const indicatorTable: Layout = {
  delivers: ownIndicators,
  manifest: ManifestSchema.parse({
    source: 'social-insurance',
    layout: 'si-indicator-table',
    version: 1,
    name: { zh: '社保指标汇总表', en: 'Bulk table of social-insurance indicators' },
    office: {
      code: 'O27',
      name: { zh: '惠来县社会保险基金管理局', en: 'Huilai County Social Insurance Fund' },
    },
    formats: ['csv', 'csv.gz', 'xlsx'],
    cycle: { every: 'month', graceDays: 20 },
    periodField: 'period',
    key: ['uscc', 'name', 'indicator', 'period'],
    employer: { uscc: 'uscc', name: 'name', place: 'town' },
    direct: { indicator: { field: 'indicator' }, period: 'period', value: 'value' },
    checks: {
      places: ['town'],
      history: [
        { ...compared, only: inUnit('fen'), floor: 10_000 },
        { ...compared, only: inUnit('persons'), floor: 1 },
      ],
    },
    columns: [
      { field: 'uscc', header: '统一社会信用代码', aliases: ['社会信用代码'], type: 'uscc', present: true },
      { field: 'name', header: '单位名称', aliases: ['参保单位'], type: 'text', required: true },
      { field: 'town', header: '所属乡镇', aliases: ['乡镇'], type: 'text', present: true },
      {
        field: 'indicator',
        header: '指标代码',
        type: 'choice',
        required: true,
        choices: Object.fromEntries(ownIndicators.map((code) => [code, code])),
      },
      { field: 'period', header: '所属期', aliases: ['统计月份'], type: 'month', required: true },
      {
        field: 'value',
        header: '数值',
        aliases: ['指标值'],
        type: 'number',
        required: true,
        min: -1e13,
        max: 1e13,
      },
      { field: 'dataSource', header: '数据来源', type: 'text' },
      { field: 'note', header: '备注', type: 'text' },
    ],
  }),
};
