import type { Cell, Layout } from '@miaotou/contracts';
import { describe, expect, it } from 'vitest';
import { readCollectiveAction } from './collective-action.js';
import { alarmScore, mediaLevel, monitoring } from './monitoring.js';
import { strikeMap } from './strike-map.js';

const eventsOf = (layout: Layout, cells: Record<string, Cell>) =>
  layout.map?.([{ row: 9, sheet: '', cells }], { receivedOn: '2026-10-08', period: '2026-09-01' }).events ??
  [];

describe('monitored post', () => {
  const post = {
    monitoredAt: '2026-09-03T02:00:00.000Z',
    publishedAt: '2026-09-03T01:00:00.000Z',
    platform: '抖音',
    title: '惠来某厂拖欠工资',
    url: 'https://example.invalid/1',
    place: '惠来县葵潭镇',
    sentiment: 'negative',
    reads: 1200,
  } satisfies Record<string, Cell>;

  it('seen again later is the same event with newer numbers', () => {
    const [first] = eventsOf(monitoring, post);
    const [later] = eventsOf(monitoring, { ...post, monitoredAt: '2026-09-04T02:00:00.000Z', reads: 9000 });
    expect(later?.key).toBe(first?.key);
    expect(later?.attributes['reads']).toBe('9000');
  });

  it('without link is told by platform, time and title', () => {
    const keys = [{}, { title: '别的' }, { platform: '微博' }].map(
      (cells) => eventsOf(monitoring, { ...post, url: null, ...cells })[0]?.key,
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('has the same print as another post with the same words, employer and place, whatever its marks', () => {
    const printOf = (cells: Record<string, Cell>) =>
      eventsOf(monitoring, { ...post, ...cells })[0]?.attributes['textHash'];
    expect(printOf({ url: 'https://example.invalid/2', title: ' 惠来某厂，拖欠工资！' })).toBe(printOf({}));
    expect(printOf({ place: '惠来县隆江镇' })).not.toBe(printOf({}));
  });

  it.each([
    ['惠来用工招聘信息汇总', 0],
    ['老板拖欠工资', 1],
    ['工人堵门讨薪，有人要跳楼', 11],
    ['讨薪讨薪讨薪', 2],
  ])('%s alarms by %i', (text, score) => {
    expect(alarmScore(text)).toBe(score);
  });

  it('names its town and whether it is on a hot list', () => {
    expect(eventsOf(monitoring, { ...post, assessment: '登上微博热搜' })[0]).toMatchObject({
      region: '445224114',
      attributes: { hotList: 'true', sentiment: 'negative', disputeType: 'D11' },
    });
  });

  it.each([
    ['新华社客户端', 'national'],
    ['南方都市报', 'provincial'],
    ['惠来融媒', 'local'],
    ['抖音', 'self'],
  ] as const)('%s is %s', (platform, level) => {
    expect(mediaLevel(platform)).toBe(level);
  });

  it('keeps no account name', () => {
    expect(monitoring.manifest.columns.find(({ field }) => field === 'account')?.personal).toBe('drop');
  });
});

describe('words of a collective action', () => {
  const none = {
    lineStopped: false,
    blocked: false,
    injured: false,
    threat: false,
    police: false,
    arrests: false,
  };
  it.each([
    ['Strike', '', { lineStopped: true }],
    ['Transport Strike, Block road', '', { lineStopped: true, blocked: true }],
    ['Protest or Demonstration', 'Police, Arrest(s)', { police: true, arrests: true }],
    ['Sit-in, threaten to jump off building', '', { threat: true }],
    ['Protest or Demonstration, 在楼顶守了两天并扬言跳楼', '', { threat: true }],
    ['集体跳楼自杀', '', { injured: true }],
    ['Protest or Demonstration, jump from the building ', '', { injured: true }],
    ['Sit-in', '开发商携百余人持械殴打讨薪民工', { injured: true }],
    ['Sit-in', 'Police, police open fire and one driver is hit in the leg', { injured: true, police: true }],
    ['集体拥堵厂门', '', { blocked: true }],
    ['Protest or Demonstration, some smashed cabs that are not on strike', '', {}],
    ['', '', {}],
  ])('%s / %s', (action, response, expected) => {
    expect(readCollectiveAction(action, response)).toEqual({ ...none, ...expected });
  });
});

describe('strike map', () => {
  const incident = {
    date: '2014-12-30',
    title: 'Workers strike ',
    province: '44',
    band: '100-1000',
    action: 'Strike',
    demands: 'Pay Increase',
  } satisfies Record<string, Cell>;

  it.each([
    ['1-100', 1],
    ['100-1000', 100],
    ['1000-10000', 1000],
    ['10000+', 10000],
    [null, null],
  ])('band %s means at least %s people', (band, persons) => {
    expect(eventsOf(strikeMap, { ...incident, band })[0]?.persons).toBe(persons);
  });

  it('tells province, stoppage and what was asked', () => {
    expect(eventsOf(strikeMap, incident)).toMatchObject([
      {
        kind: 'stoppage',
        region: '44',
        attributes: { lineStopped: 'true', blocked: 'false', disputeType: 'D11' },
      },
    ]);
  });

  it('has one key for one incident and another for any other', () => {
    const keys = [incident, incident, { ...incident, action: 'Sit-in' }, { ...incident, province: '45' }].map(
      (cells) => eventsOf(strikeMap, cells)[0]?.key,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('knows every province by its English and Chinese name', () => {
    const choices = strikeMap.manifest.columns.find(({ field }) => field === 'province')?.choices ?? {};
    expect(choices).toMatchObject({ 'Inner Mongolia': '15', Guangdong: '44', 广东: '44', 西藏自治区: '54' });
    expect(choices).not.toHaveProperty('0');
  });
});
