import {
  ManifestSchema,
  attributesOf,
  flagCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { disputeTypeOf, findTownByName, keyGroupOf } from '@miaotou/domain';

const manifest = ManifestSchema.parse({
  source: 'complaints',
  layout: 'hotline-12345',
  version: 1,
  name: { zh: '12345热线劳动类工单', en: 'Hotline 12345 work orders on labour matters' },
  office: { code: 'O20', name: { zh: '惠来县12345热线(人社承办)', en: 'Hotline 12345, labour desk' } },
  formats: ['csv', 'xlsx'],
  cycle: { every: 'month', graceDays: 10 },
  periodField: 'receivedAt',
  key: ['orderNumber'],
  employer: { name: 'employer', place: 'place' },
  text: ['content'],
  checks: {
    order: [
      { earlier: 'receivedAt', later: 'closedAt' },
      { earlier: 'sentAt', later: 'closedAt' },
    ],
  },
  columns: [
    { field: 'orderNumber', header: '工单编号', aliases: ['工单号'], type: 'code', required: true },
    { field: 'receivedAt', header: '受理时间', aliases: ['来电时间'], type: 'instant', required: true },
    { field: 'intake', header: '渠道', aliases: ['诉求渠道'], type: 'text', present: true },
    {
      field: 'requestKind',
      header: '诉求类型',
      type: 'choice',
      required: true,
      choices: { 咨询: 'question', 建议: 'suggestion', 投诉: 'complaint', 举报: 'report', 求助: 'help' },
    },
    { field: 'caller', header: '诉求人', aliases: ['来电人'], type: 'text', personal: 'mask' },
    { field: 'phone', header: '联系电话', aliases: ['来电号码'], type: 'code', personal: 'hash' },
    { field: 'content', header: '诉求内容', type: 'text', required: true },
    { field: 'place', header: '事发地址', aliases: ['事发地点'], type: 'text', present: true },
    { field: 'employer', header: '被反映主体', aliases: ['被反映单位'], type: 'text', present: true },
    { field: 'handler', header: '承办单位', type: 'text' },
    { field: 'sentAt', header: '派单时间', type: 'instant' },
    { field: 'dueAt', header: '办理时限', type: 'instant' },
    { field: 'closedAt', header: '办结时间', type: 'instant' },
    {
      field: 'status',
      header: '办结状态',
      aliases: ['工单状态'],
      type: 'choice',
      choices: {
        办结: 'closed',
        已办结: 'closed',
        已处理: 'closed',
        归档: 'closed',
        已归档: 'closed',
        退回: 'open',
        在办: 'open',
        办理中: 'open',
        处理中: 'open',
        未办结: 'open',
      },
    },
    { field: 'repeated', header: '是否重复', aliases: ['是否重复件'], type: 'flag' },
    { field: 'satisfaction', header: '满意度', type: 'text' },
  ],
});

/** A question or a suggestion accuses nobody. */
const accusing: ReadonlySet<string> = new Set(['complaint', 'report', 'help']);

function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'orderNumber');
  const occurredAt = textCell(row, 'receivedAt');
  const requestKind = textCell(row, 'requestKind');
  if (key === null || occurredAt === null || requestKind === null || !accusing.has(requestKind)) return [];
  const content = textCell(row, 'content') ?? '';
  const phone = textCell(row, 'phone');
  const region = findTownByName(textCell(row, 'place') ?? '')?.code;
  const closed = textCell(row, 'closedAt') !== null;
  return [
    {
      kind: 'complaint',
      key,
      occurredAt,
      ...(region === undefined ? {} : { region }),
      persons: 1,
      amountFen: null,
      months: null,
      personKeys: phone === null ? [] : [phone],
      attributes: attributesOf({
        channel: '12345',
        phoneKey: phone,
        requestKind,
        intake: textCell(row, 'intake'),
        disputeType: disputeTypeOf(content),
        keyGroup: keyGroupOf(content),
        verified: false,
        status: textCell(row, 'status') ?? (closed ? 'closed' : 'open'),
        repeated: flagCell(row, 'repeated'),
      }),
      row: row.row,
    },
  ];
}

/** Work orders of the hotline that went to the labour desk. */
export const hotline: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
