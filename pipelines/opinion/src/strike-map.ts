import {
  ManifestSchema,
  attributesOf,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { disputeTypeOf, provinces } from '@miaotou/domain';
import { bands, readCollectiveAction, type Band } from './collective-action.js';
import { stableKey } from './stable-key.js';

/** Every row field that the archive tells an incident by: it has no number of its own. */
const identity = [
  'date',
  'title',
  'description',
  'province',
  'employer',
  'band',
  'action',
  'demands',
  'response',
];

const manifest = ManifestSchema.parse({
  source: 'opinion',
  layout: 'strike-map',
  version: 1,
  name: { zh: '中国劳工通讯集体行动地图(公开)', en: 'China Labour Bulletin strike map (public)' },
  office: { code: 'O36', name: { zh: '公开数据', en: 'Public archive' } },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'none' },
  periodField: 'date',
  key: identity,
  columns: [
    { field: 'date', header: 'Date', aliases: ['日期'], type: 'day', required: true },
    { field: 'title', header: 'Title', aliases: ['标题'], type: 'text', required: true },
    { field: 'description', header: 'Description', aliases: ['描述'], type: 'text' },
    {
      field: 'province',
      header: 'Province',
      aliases: ['省份'],
      type: 'choice',
      required: true,
      choices: Object.fromEntries(
        provinces.flatMap(({ code, name, aliases }) =>
          [name.en, name.zh, ...aliases].map((spelling) => [spelling, code]),
        ),
      ),
    },
    { field: 'industry', header: 'Industry', aliases: ['行业'], type: 'text' },
    {
      field: 'band',
      header: 'Participants',
      aliases: ['参与人数'],
      type: 'choice',
      present: true,
      choices: {
        '1-100 Persons': '1-100',
        '100-1000 Persons': '100-1000',
        '1000-10000 Persons': '1000-10000',
        '10000+ Persons': '10000+',
        'over 10,000': '10000+',
      },
    },
    { field: 'employer', header: 'Employer', aliases: ['雇主'], type: 'text' },
    { field: 'ownership', header: 'Enterprise Type', aliases: ['企业类型'], type: 'text' },
    {
      field: 'action',
      header: 'Action Taken Involve',
      aliases: ['Action Taken', '行动'],
      type: 'text',
      present: true,
    },
    {
      field: 'demands',
      header: 'Employee Demands Involve',
      aliases: ['Employee Demands', '诉求'],
      type: 'text',
    },
    {
      field: 'response',
      header: 'Response to Collective Action',
      aliases: ['Response', '应对'],
      type: 'text',
      present: true,
    },
  ],
});

/** English words of the archive for what the workers asked. */
const demandTypes = [
  ['D11', /wage|pay|bonus|arrear/iu],
  ['D07', /social security|social insurance|housing fund/iu],
  ['D13', /compensation/iu],
  ['D03', /layoff/iu],
] as const;

function demandType(demands: string): string | null {
  return demandTypes.find(([, words]) => words.test(demands))?.[0] ?? disputeTypeOf(demands);
}

const isBand = (text: string): text is Band => Object.hasOwn(bands, text);

function eventOf(row: CheckedRow): EventDraft[] {
  const occurredAt = textCell(row, 'date');
  const region = textCell(row, 'province');
  if (occurredAt === null || region === null) return [];
  const band = textCell(row, 'band') ?? '';
  const action = textCell(row, 'action') ?? '';
  const response = textCell(row, 'response') ?? '';
  const demands = textCell(row, 'demands') ?? '';
  const industry = textCell(row, 'industry');
  return [
    {
      kind: 'stoppage',
      key: stableKey(identity.map((field) => textCell(row, field))),
      occurredAt,
      region,
      ...(industry === null ? {} : { industry }),
      persons: isBand(band) ? bands[band] : null,
      amountFen: null,
      months: null,
      personKeys: [],
      attributes: attributesOf({
        band,
        response,
        action,
        demands,
        province: region,
        title: (textCell(row, 'title') ?? '').slice(0, 200),
        employer: textCell(row, 'employer'),
        ownership: textCell(row, 'ownership'),
        disputeType: demandType(demands),
        ...readCollectiveAction(action, response),
      }),
      row: row.row,
    },
  ];
}

/** Collective actions of workers as the archive lists them, one row each. */
export const strikeMap: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
