import {
  ManifestSchema,
  attributesOf,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { disputeTypeOf } from '@miaotou/domain';

const summaryLength = 200;

const manifest = ManifestSchema.parse({
  source: 'complaints',
  layout: 'citizen-messages',
  version: 1,
  name: { zh: '网络问政留言', en: 'Citizen messages to officials' },
  office: { code: 'O36', name: { zh: '公开数据', en: 'Public archive' } },
  formats: ['csv', 'csv.gz', 'xlsx'],
  cycle: { every: 'none' },
  periodField: 'writtenAt',
  key: ['messageNumber'],
  text: ['title', 'content'],
  columns: [
    { field: 'messageNumber', header: '留言编号', type: 'code', required: true },
    { field: 'user', header: '留言用户', type: 'code', personal: 'hash' },
    { field: 'title', header: '留言主题', type: 'text', required: true },
    { field: 'writtenAt', header: '留言时间', type: 'instant', required: true },
    { field: 'content', header: '留言详情', type: 'text', required: true },
    { field: 'against', header: '反对数', type: 'count', min: 0, max: 1e9 },
    { field: 'likes', header: '点赞数', type: 'count', min: 0, max: 1e9 },
    { field: 'topic', header: '一级分类', aliases: ['一级标签'], type: 'text' },
    { field: 'reply', header: '答复意见', type: 'text' },
    { field: 'repliedAt', header: '答复时间', type: 'instant' },
  ],
});

function eventOf(row: CheckedRow): EventDraft[] {
  const key = textCell(row, 'messageNumber');
  const occurredAt = textCell(row, 'writtenAt');
  if (key === null || occurredAt === null) return [];
  const user = textCell(row, 'user');
  const title = textCell(row, 'title') ?? '';
  const repliedAt = textCell(row, 'repliedAt');
  return [
    {
      kind: 'complaint',
      key,
      occurredAt,
      persons: 1,
      amountFen: null,
      months: null,
      personKeys: user === null ? [] : [user],
      attributes: attributesOf({
        channel: 'citizen-message',
        title,
        summary: (textCell(row, 'content') ?? '').replace(/\s+/gu, ' ').trim().slice(0, summaryLength),
        topic: textCell(row, 'topic'),
        // Long messages on any matter hold labour words by chance; their titles do not.
        disputeType: disputeTypeOf(title),
        likes: numberCell(row, 'likes'),
        against: numberCell(row, 'against'),
        repliedAt,
        status: textCell(row, 'reply') === null ? 'open' : 'closed',
      }),
      row: row.row,
    },
  ];
}

/** Public messages, with likes, with an official class, or with the reply: one layout, for the columns differ only there. */
export const citizenMessages: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
