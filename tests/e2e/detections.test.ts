import type { DetectionPage, DetectionRows, DetectionSeries, HotspotPage } from '@miaotou/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, settled, visit, type Visit } from './browser.js';
import { callerOf } from './product.js';

const county = inject('county');
const leader = callerOf(county, county.sessions.leader);

let browser: Browser;
let seen: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  seen = await visit(browser, { role: 'leader' });
});
afterAll(() => browser.close());

describe('signals', () => {
  let page: DetectionPage;
  beforeAll(async () => {
    page = await leader.read<DetectionPage>('/detections');
    await open(seen.page, '/');
    await seen.page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: '统计信号' })
      .click();
    await seen.page.waitForURL('**/detections');
    await settled(seen.page);
  });

  it('say how many series were judged, how many were unusual, and why others were not judged', async () => {
    const { judged } = page;
    if (judged === null) throw new Error('nothing was judged in the county');
    const abstained = judged.abstentions.reduce((sum, { series }) => sum + series, 0);
    const said = await seen.page.locator('.detection-summary').innerText();
    expect(said).toContain(
      `共 ${judged.series} 个序列：最近一期偏高 ${judged.alarms} 个，未判断 ${abstained} 个`,
    );
    await seen.page.getByText('未判断的原因').click();
    const reasons = await seen.page.locator('.detection-summary li').allInnerTexts();
    expect(reasons).toEqual(
      judged.abstentions.map(({ series, detail }) => `${series} 个序列 · ${detail.zh}`),
    );
  });

  it('lists what is unusual with its sentence, and nothing that is usual', async () => {
    expect(page.total).toBeGreaterThan(0);
    const rows = await seen.page.locator('table.data tbody tr').allInnerTexts();
    expect(rows).toHaveLength(page.items.length);
    page.items.forEach(({ sentence }, at) => {
      expect(rows[at]).toContain('◆ 偏高');
      expect(rows[at]).toContain(sentence.zh);
    });
  });

  it('keeps filters in the address, and says of an empty list that it was looked at', async () => {
    await open(seen.page, '/detections?measure=petitions&kind=county&asOf=2026-01-01');
    const none = await leader.read<DetectionPage>(
      '/detections?measure=petitions&kind=county&asOf=2026-01-01',
    );
    const said = await seen.page.locator('main').innerText();
    if (none.total > 0) expect(said).toContain(none.items[0]?.sentence.zh);
    else if (none.judged === null) expect(said).toContain('没有符合条件的序列');
    else expect(said).toContain(`没有偏高的序列。共比对 ${none.judged.series} 个`);
    await seen.page.getByText('按日', { exact: true }).click();
    await seen.page.waitForURL(/cadence=daily/);
  });

  it('opens a series at the unusual period, and its rows one by one', async () => {
    await open(seen.page, '/detections');
    const [first] = page.items;
    if (first === undefined) throw new Error('nothing is unusual in the county');
    await seen.page.locator('table.data tbody tr a').first().click();
    await seen.page.waitForURL(/\/detections\/series\?/);
    await settled(seen.page);
    const { search } = new URL(seen.page.url());
    const series = await leader.read<DetectionSeries>(`/detections/series${search}`);
    expect(series.told?.at).toBe(first.at);
    expect(await seen.page.locator('.told').innerText()).toContain(series.told?.sentence.zh);
    expect(await seen.page.locator('.series .chart svg').count()).toBe(1);

    const rows = await leader.read<DetectionRows>(`/detections/rows${search}`);
    await seen.page.locator('.chosen-period').getByRole('button', { name: '来源行' }).click();
    const drawer = seen.page.getByRole('dialog');
    await drawer.getByText(`共 ${rows.total} 行，列出 ${rows.items.length} 行`).waitFor();
    expect(await drawer.locator('tbody tr').count()).toBe(rows.items.length);
    await seen.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('goes from period to period by keyboard, and the address says which', async () => {
    const at = () => new URL(seen.page.url()).searchParams.get('at');
    const before = at();
    await seen.page.getByRole('button', { name: '上一期' }).focus();
    await seen.page.keyboard.press('Enter');
    await expect.poll(at).not.toBe(before);
    const earlier = at() ?? '';
    await seen.page.locator('tr.wanted', { hasText: earlier }).waitFor();
    expect(earlier < (before ?? '')).toBe(true);
  });

  it('went without an error in the page or a failed request', () => {
    expect(seen.troubles).toEqual([]);
  });
});

describe('hotspots', () => {
  it.each([4, 8, 13])(
    'of %d weeks are ringed on the overview, with risk and p when pointed at',
    async (weeks) => {
      const page = await leader.read<HotspotPage>(`/hotspots?weeks=${weeks}`);
      const members = new Set(
        page.clusters
          .filter(({ significant }) => significant)
          .flatMap((cluster) => cluster.members.map(({ region }) => region)),
      );
      if (new URL(seen.page.url()).pathname !== '/') await open(seen.page, '/');
      const map = seen.page.getByRole('region', { name: '镇区分布' });
      await map.getByText(`${weeks} 周`, { exact: true }).click();
      await expect.poll(() => map.locator('.tile-cluster').count()).toBe(members.size);
      const first = page.clusters.find(({ significant }) => significant);
      if (first === undefined) {
        expect(await map.locator('.hotspot-line').innerText()).toBe(`近 ${weeks} 周没有显著热点。`);
        return;
      }
      const [town] = first.members;
      await map.locator(`.tile-cluster[aria-label^="${town?.name.zh ?? ''}："]`).focus();
      await expect
        .poll(() => map.locator('.hotspot-line').innerText())
        .toMatch(
          new RegExp(
            `热点 ${first.rank}：.*${town?.name.zh ?? ''}.*自 ${first.since} 起.*相对风险 .*p `,
            'u',
          ),
        );
    },
  );

  it('are listed with their members, significant or not', async () => {
    await seen.page.getByRole('link', { name: '投诉热点' }).click();
    await seen.page.waitForURL(/\/detections\/hotspots\?weeks=13/);
    await settled(seen.page);
    const { clusters } = await leader.read<HotspotPage>('/hotspots?weeks=13');
    const cards = await seen.page.locator('.hotspot').allInnerTexts();
    expect(cards).toHaveLength(clusters.length);
    clusters.forEach(({ members, sentence, significant }, at) => {
      expect(cards[at]).toContain(sentence.zh);
      expect(cards[at]).toContain(significant ? '显著' : '可能只是偶然');
      for (const { name } of members) expect(cards[at]).toContain(name.zh);
    });
    expect(seen.troubles).toEqual([]);
  });
});
