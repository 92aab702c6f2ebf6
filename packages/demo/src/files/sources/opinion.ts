import { addDays } from '@miaotou/domain';
import { type County, type Post, type Random } from '../../ground/index.js';
import type { Cell } from '../cells.js';
import { chunksOf, within } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';
import { numbered, padded } from '../numbering.js';

/** The clock time some hours later on the same day, as a monitor would note it. */
const seenAt = (time: string, hours: number): string =>
  `${time.slice(0, 11)}${padded(Math.min(23, Number(time.slice(11, 13)) + hours), 2)}${time.slice(13)}`;

/** The same clock time on the day after. */
const nextDay = (time: string): string => `${addDays(time.slice(0, 10), 1)}${time.slice(10)}`;

function rowsOf(
  post: Post,
  number: string,
  words: Random,
  planted: ReadonlySet<string>,
  until: string,
): Cell[][] {
  const rowAt = (time: string, growth: number): Cell[] => [
    { time },
    { time: post.at },
    post.platform,
    `网友${number.slice(-4)}`,
    post.title,
    `https://example.invalid/post/${number}`,
    post.employer?.name ?? '',
    `惠来县${post.townName}`,
    post.sentiment,
    Math.floor(post.reads * growth),
    Math.floor(post.comments * growth),
    Math.floor(post.shares * growth),
    post.sentiment === '负面' ? '关注' : '一般',
    post.assessment,
    '',
    '',
    post.sentiment === '负面' ? { time: seenAt(post.at, 4) } : '',
  ];
  const again = !planted.has(post.employer?.name ?? '') && words.chance(0.05) && post.at.slice(11, 13) < '20';
  const first = seenAt(post.at, 1);
  // A look on the day after belongs to the same file only while its month lasts.
  const second = nextDay(first) < until ? nextDay(first) : seenAt(post.at, 3);
  return again ? [rowAt(first, 0.4), rowAt(second, 1)] : [rowAt(seenAt(post.at, 2), 1)];
}

/** Tables of the cyberspace office; a post may stand in one twice, as it was seen again later. */
export function opinionFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const posts = county.happenings.posts;
  const numbers = numbered(
    posts,
    ({ at }) => at,
    (year, n) => `${year}${padded(n, 5)}`,
  );
  const words = random.fork('opinion');
  return chunksOf(county, { tail: 4, delay: 5, running: true }).flatMap((chunk) => {
    const found = within(posts, chunk, ({ at }) => at);
    if (found.length === 0) return [];
    return [
      deliver(random, {
        source: 'opinion',
        layout: 'opinion-monitoring',
        fileName: `涉劳动舆情监测${chunk.label}.csv`,
        receivedOn: chunk.receivedOn,
        format: 'csv',
        encoding: 'utf8-bom',
        planted,
        columns: [
          { header: '序号' },
          { header: '监测时间', role: 'day' },
          { header: '发布时间', role: 'day' },
          { header: '平台' },
          { header: '账号' },
          { header: '标题/摘要' },
          { header: '链接' },
          { header: '涉事单位', role: 'name' },
          { header: '涉事地点', role: 'town' },
          { header: '情感倾向' },
          { header: '阅读量' },
          { header: '评论数' },
          { header: '转发数' },
          { header: '敏感等级' },
          { header: '研判意见' },
          { header: '处置单位' },
          { header: '处置结果' },
          { header: '首次响应时间' },
        ],
        rows: found
          .flatMap((post) => rowsOf(post, numbers.get(post) ?? '', words, planted, chunk.to))
          .map((row, i) => [i + 1, ...row]),
      }),
    ];
  });
}
