import {
  ManifestSchema,
  attributesOf,
  numberCell,
  textCell,
  type CheckedRow,
  type EventDraft,
  type Layout,
} from '@miaotou/contracts';
import { disputeTypeOf, findTownByName } from '@miaotou/domain';
import { stableKey } from './stable-key.js';

const count = { type: 'count', min: 0, max: 1e11 } as const;

const manifest = ManifestSchema.parse({
  source: 'opinion',
  layout: 'opinion-monitoring',
  version: 2,
  name: { zh: '涉劳动舆情监测表', en: 'Monitoring of public opinion on labour matters' },
  office: { code: 'O29', name: { zh: '惠来县委网信办', en: 'Huilai County Cyberspace Office' } },
  formats: ['csv', 'xlsx'],
  cycle: { every: 'month', graceDays: 7 },
  periodField: 'monitoredAt',
  key: ['url', 'platform', 'publishedAt', 'title', 'monitoredAt'],
  employer: { name: 'employer', place: 'place' },
  text: ['title'],
  columns: [
    { field: 'monitoredAt', header: '监测时间', type: 'instant', required: true },
    { field: 'publishedAt', header: '发布时间', type: 'instant', required: true },
    { field: 'platform', header: '平台', aliases: ['发布平台', '来源平台'], type: 'text', required: true },
    { field: 'account', header: '账号', aliases: ['发布账号'], type: 'text', personal: 'drop' },
    {
      field: 'title',
      header: '标题/摘要',
      aliases: ['标题', '标题摘要', '摘要'],
      type: 'text',
      required: true,
    },
    { field: 'url', header: '链接', aliases: ['原文链接', 'URL'], type: 'text', present: true },
    { field: 'employer', header: '涉事单位', type: 'text', present: true },
    { field: 'place', header: '涉事地点', type: 'text', present: true },
    {
      field: 'sentiment',
      header: '情感倾向',
      aliases: ['倾向性'],
      type: 'choice',
      required: true,
      choices: {
        负面: 'negative',
        敏感: 'negative',
        消极: 'negative',
        中性: 'neutral',
        中立: 'neutral',
        正面: 'positive',
        积极: 'positive',
      },
    },
    { field: 'reads', header: '阅读量', aliases: ['浏览量', '播放量'], ...count },
    { field: 'comments', header: '评论数', aliases: ['评论量'], ...count },
    { field: 'shares', header: '转发数', aliases: ['转发量'], ...count },
    { field: 'sensitivity', header: '敏感等级', type: 'text' },
    { field: 'assessment', header: '研判意见', type: 'text' },
    { field: 'handler', header: '处置单位', type: 'text' },
    { field: 'outcome', header: '处置结果', type: 'text' },
    {
      field: 'respondedAt',
      header: '首次响应时间',
      aliases: ['首次回应时间', '回应时间', '响应时间'],
      type: 'instant',
    },
  ],
});

const mediaWords = [
  ['national', /新华|人民网|人民日报|央视|央广|中国新闻|澎湃|新京报|工人日报/u],
  ['provincial', /南方|广东|羊城|广州日报|省/u],
  ['local', /揭阳|惠来|融媒|县|市/u],
] as const;

/** Rank of the medium that a platform is: self-media unless its name says otherwise. */
export function mediaLevel(platform: string): 'national' | 'provincial' | 'local' | 'self' {
  return mediaWords.find(([, words]) => words.test(platform))?.[0] ?? 'self';
}

/** Words that alarm and their weight [own]: what threatens life weighs most, what only asks for wages least. */
const alarmWords = [
  [/跳楼|轻生|自杀|自焚|爬塔吊/u, 5],
  [/堵门|堵路|围堵|聚集|拉横幅/u, 4],
  [/罢工|停工/u, 3],
  [/跑路|失联|关门|卷款/u, 3],
  [/讨薪|讨要工资/u, 2],
  [/欠薪|拖欠/u, 1],
] as const;

/** Weight of the alarming words of a text: each kind of word once. */
export function alarmScore(text: string): number {
  return alarmWords.reduce((score, [words, weight]) => score + (words.test(text) ? weight : 0), 0);
}

/** What posts with the same words about the same employer and place have in common. */
function textHash(title: string, employer: string | null, place: string | null): string {
  const words = title.normalize('NFKC').replace(/[\p{P}\p{S}\s]+/gu, '');
  return stableKey([words, employer, place]);
}

function eventOf(row: CheckedRow): EventDraft[] {
  const occurredAt = textCell(row, 'publishedAt');
  const platform = textCell(row, 'platform');
  if (occurredAt === null || platform === null) return [];
  const title = textCell(row, 'title') ?? '';
  const url = textCell(row, 'url');
  const judged = [textCell(row, 'sensitivity'), textCell(row, 'assessment')].join(' ');
  const region = findTownByName(textCell(row, 'place') ?? '')?.code;
  return [
    {
      kind: 'opinion',
      key: url === null ? stableKey([platform, occurredAt, title]) : stableKey([url]),
      occurredAt,
      ...(region === undefined ? {} : { region }),
      persons: null,
      amountFen: null,
      months: null,
      personKeys: [],
      attributes: attributesOf({
        sentiment: textCell(row, 'sentiment'),
        monitoredAt: textCell(row, 'monitoredAt'),
        respondedAt: textCell(row, 'respondedAt'),
        textHash: textHash(title, textCell(row, 'employer'), textCell(row, 'place')),
        alarm: alarmScore(title),
        reads: numberCell(row, 'reads'),
        comments: numberCell(row, 'comments'),
        shares: numberCell(row, 'shares'),
        mediaLevel: mediaLevel(platform),
        hotList: /热搜|热榜/u.test(judged),
        platform,
        disputeType: disputeTypeOf(title),
        summary: title.slice(0, 200),
        url,
      }),
      row: row.row,
    },
  ];
}

/** Posts and reports found by the cyberspace office; a post seen again later is a newer version of the same event. */
export const monitoring: Layout = {
  manifest,
  map: (rows) => ({ observations: [], events: rows.flatMap(eventOf) }),
};
