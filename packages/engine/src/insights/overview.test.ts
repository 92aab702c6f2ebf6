import { describe, expect, it } from 'vitest';
import type { SourceLayout } from '@miaotou/contracts';
import { blindOf, regionNameOf, tilesOf } from './overview.js';

const count = (region: string, tier: 'blue' | 'red', live: number) => ({
  region,
  tier,
  live,
  unanswered: 0,
  openedLast7Days: 0,
  openedPrevious7Days: 0,
});

describe('the tiles', () => {
  const counts = [count('445224100', 'blue', 3), count('445224100', 'red', 1), count('US-OH', 'red', 9)];
  const tileOf = (region: string, recent: ReadonlyMap<string, number> | null) =>
    tilesOf(counts, recent, { scope: ['*'] }).find((tile) => tile.region === region);

  it('show the highest live tier and the counts of their own region only', () => {
    expect(tileOf('445224100', new Map())).toMatchObject({
      tier: 'red',
      alerts: { blue: 3, yellow: 0, orange: 0, red: 1 },
    });
    expect(tileOf('445224102', new Map())).toMatchObject({ tier: null });
  });

  it.each([
    ['zero where a source covers the days and nothing happened', new Map<string, number>(), 0],
    ['the count where something happened', new Map([['445224102', 4]]), 4],
    ['unknown where no source covers the days', null, null],
  ])('tell of recent happenings: %s', (_, recent, expected) => {
    expect(tileOf('445224102', recent)?.recent).toBe(expected);
  });

  it('leave out what the viewer may not see', () => {
    expect(tilesOf(counts, null, { scope: ['445224102'] }).map(({ region }) => region)).toEqual([
      '445224102',
    ]);
  });
});

describe('a source', () => {
  const layout = (completeThrough: string | null, silentCycles: number | null): SourceLayout => ({
    source: 'complaints',
    layout: 'hotline',
    version: 1,
    name: { zh: '热线', en: 'Hotline' },
    office: { code: 'O21', name: { zh: '中心', en: 'Centre' } },
    cycle: 'month',
    columns: [],
    completeThrough,
    silentCycles,
    lastBatchAt: null,
  });
  const grace = new Map([['hotline', 20]]);

  it.each([
    ['that never delivered is not blind: it was never promised', layout(null, null), '2026-06-30', false],
    ['within its cycle is not blind', layout('2026-05-31', 0.5), '2026-06-15', false],
    ['beyond its cycle but within its grace is not blind', layout('2026-04-30', 1.4), '2026-06-12', false],
    ['beyond both is blind', layout('2026-04-30', 1.9), '2026-06-28', true],
  ])('%s', (_, source, today, blind) => {
    expect(blindOf([source], grace, today)).toHaveLength(blind ? 1 : 0);
  });
});

describe('the name of a region', () => {
  it.each([
    ['445224100', '惠城镇'],
    ['', '地区不明'],
    ['999', '999'],
  ])('of code %j is %s', (code, zh) => {
    expect(regionNameOf(code).zh).toBe(zh);
  });
});
