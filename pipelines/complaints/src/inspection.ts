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
import { arrearsMonths, disputeTypeOf, findTownByName, addWorkdays, keyGroupOf } from '@miaotou/domain';

/** Working days for taking a complaint up, for ending it, and for ending one that was extended (劳动保障监察条例 §17, §19). */
const fileWithin = 5;
const endWithin = 60;
const extendedWithin = 90;

const manifest = ManifestSchema.parse({
  source: 'complaints',
  layout: 'inspection-register',
  version: 3,
  name: { zh: '劳动保障监察投诉举报登记表', en: 'Register of complaints to labour inspection' },
  office: { code: 'O20', name: { zh: '惠来县劳动保障监察大队', en: 'Huilai County Labour Inspection' } },
  formats: ['xlsx', 'csv'],
  cycle: { every: 'month', graceDays: 10 },
  periodField: 'registeredOn',
  key: ['number'],
  employer: { uscc: 'uscc', name: 'employer', place: 'town', industry: 'industry' },
  text: ['matter'],
  checks: {
    places: ['town'],
    order: [
      { earlier: 'registeredOn', later: 'closedOn' },
      { earlier: 'filedOn', later: 'closedOn' },
    ],
  },
  columns: [
    { field: 'number', header: '登记编号', aliases: ['编号'], type: 'code', required: true },
    { field: 'registeredOn', header: '登记日期', type: 'day', required: true },
    {
      field: 'way',
      header: '来源',
      aliases: ['来源(来访/来电/来信/网络/转办)', '投诉来源'],
      type: 'text',
    },
    { field: 'complainant', header: '投诉人', aliases: ['投诉举报人'], type: 'text', personal: 'mask' },
    { field: 'idNumber', header: '投诉人身份证号', aliases: ['身份证号'], type: 'code', personal: 'hash' },
    {
      field: 'phone',
      header: '投诉人电话',
      aliases: ['联系电话', '投诉人联系电话'],
      type: 'code',
      personal: 'hash',
    },
    {
      field: 'persons',
      header: '人数',
      aliases: ['涉及人数'],
      type: 'count',
      min: 1,
      max: 100_000,
      present: true,
    },
    { field: 'employer', header: '被投诉单位', aliases: ['被投诉举报单位'], type: 'text', required: true },
    { field: 'uscc', header: '统一社会信用代码', aliases: ['信用代码'], type: 'uscc', present: true },
    { field: 'industry', header: '行业', aliases: ['所属行业'], type: 'text' },
    { field: 'town', header: '所属乡镇', aliases: ['乡镇'], type: 'text', present: true },
    { field: 'matter', header: '反映事项', aliases: ['投诉事项'], type: 'text', required: true },
    {
      field: 'amount',
      header: '涉及金额',
      aliases: ['涉案金额'],
      type: 'money',
      unit: 'yuan',
      min: 0,
      max: 1e12,
    },
    { field: 'acceptedOn', header: '受理日期', type: 'day' },
    { field: 'filedOn', header: '立案日期', type: 'day' },
    { field: 'project', header: '项目名称', aliases: ['工程项目名称', '工程名称'], type: 'text' },
    { field: 'extended', header: '是否延期', aliases: ['是否延长期限'], type: 'flag' },
    {
      field: 'payDueOn',
      header: '责令支付期限',
      aliases: ['责令支付到期日', '责令改正期限', '限期支付日期'],
      type: 'day',
    },
    { field: 'paidOn', header: '实际支付日期', aliases: ['支付日期', '履行日期'], type: 'day' },
    { field: 'fileNumber', header: '立案文号', type: 'code' },
    { field: 'handling', header: '处理方式', type: 'text' },
    { field: 'closedOn', header: '结案日期', type: 'day' },
    { field: 'recovered', header: '追发工资金额', type: 'money', unit: 'yuan', min: 0, max: 1e12 },
    { field: 'recoveredPersons', header: '追发人数', type: 'count', min: 0, max: 100_000 },
  ],
});

function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'number');
  const occurredAt = textCell(row, 'registeredOn');
  if (key === null || occurredAt === null) return [];
  const matter = textCell(row, 'matter') ?? '';
  const closedOn = textCell(row, 'closedOn');
  const recovered = numberCell(row, 'recovered');
  const region = findTownByName(textCell(row, 'town') ?? '')?.code;
  const industry = textCell(row, 'industry');
  const filedOn = textCell(row, 'filedOn');
  const acceptedOn = textCell(row, 'acceptedOn');
  const takenUpOn = filedOn ?? acceptedOn;
  const limit = flagCell(row, 'extended') === true ? extendedWithin : endWithin;
  return [
    {
      kind: 'complaint',
      key,
      occurredAt,
      ...(region === undefined ? {} : { region }),
      ...(industry === null ? {} : { industry }),
      persons: numberCell(row, 'persons'),
      amountFen: numberCell(row, 'amount'),
      months: arrearsMonths(matter, occurredAt),
      personKeys: [],
      attributes: attributesOf({
        channel: 'inspection',
        phoneKey: textCell(row, 'phone'),
        idKey: textCell(row, 'idNumber'),
        way: textCell(row, 'way'),
        disputeType: disputeTypeOf(matter),
        keyGroup: keyGroupOf(matter),
        // A filed case or recovered wages: the inspectors found it true.
        verified: filedOn !== null || (recovered ?? 0) > 0,
        status: closedOn === null ? 'open' : 'closed',
        acceptedOn,
        filedOn,
        fileDueOn: addWorkdays(occurredAt, fileWithin).day,
        dueOn: takenUpOn === null ? null : addWorkdays(takenUpOn, limit).day,
        closedOn,
        payDueOn: textCell(row, 'payDueOn'),
        paidOn: textCell(row, 'paidOn'),
        project: textCell(row, 'project'),
        recoveredFen: recovered,
        recoveredPersons: numberCell(row, 'recoveredPersons'),
      }),
      row: row.row,
    },
  ];
}

/** Register of the labour inspectors. */
export const inspection: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
