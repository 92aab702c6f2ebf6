import type { Overview } from '@miaotou/contracts';
import { alertTiers, huilaiUnits, liveAlertStates } from '@miaotou/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, settled, visit, type Visit } from './browser.js';
import { callerOf } from './product.js';

const county = inject('county');
const leader = callerOf(county, county.sessions.leader);
const tierWords = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' } as const;

describe('the first start', () => {
  it('is usable within a minute, long before the county is loaded whole', () => {
    expect(county.usableMs).toBeLessThan(60_000);
    process.stdout.write(
      `start to ready ${county.readyMs} ms, to a usable overview ${county.usableMs} ms, to the whole county ${county.loadedMs} ms\n`,
    );
  });
});

describe('the overview of a leader', () => {
  let browser: Browser;
  let seen: Visit;
  let overview: Overview;
  beforeAll(async () => {
    browser = await openBrowser();
    seen = await visit(browser, { role: 'leader' });
    await open(seen.page, '/');
    overview = await leader.read<Overview>('/overview');
  });
  afterAll(() => browser.close());

  it('says in one sentence how things stand', async () => {
    const { live, unanswered } = overview.counts;
    const sum = (counts: typeof live) => alertTiers.reduce((total, tier) => total + counts[tier], 0);
    const said = await seen.page.locator('.overview-sentence').innerText();
    expect(said).toContain(
      `现有 ${sum(live)} 件预警，其中红色 ${live.red} 件、橙色 ${live.orange} 件；待签收 ${sum(unanswered)} 件。`,
    );
  });

  it('is a county with something to show', () => {
    expect(overview.counts.live.red).toBeGreaterThan(0);
    expect(overview.counts.live.orange).toBeGreaterThan(0);
    expect(overview.employersToWatch.length).toBeGreaterThan(0);
    expect(overview.blind.length).toBeGreaterThan(0);
    expect(overview.trends.map(({ family }) => family).toSorted()).toEqual(
      ['complaints', 'disputes', 'opinion', 'petitions', 'social-insurance', 'tax'].toSorted(),
    );
    for (const { points } of overview.trends) {
      expect(points.some(({ value }) => value !== null && value > 0)).toBe(true);
    }
  });

  it('says on every page that it is synthetic', async () => {
    for (const name of ['总览', '预警', '风险台账', '数据接入', '规则']) {
      await seen.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }).click();
      await settled(seen.page);
      expect(await seen.page.locator('.banner-synthetic').innerText(), name).toContain('演示数据（合成）');
    }
    await open(seen.page, '/');
  });

  it('draws the towns and zones as tiles and says that it is no map', async () => {
    const map = seen.page.getByRole('region', { name: '镇区分布' });
    expect(await map.innerText()).toContain('示意图，非行政边界');
    expect(await map.locator('.tile').count()).toBe(huilaiUnits.length);
    for (const { name, alerts } of overview.tiles) {
      const live = alertTiers.reduce((total, tier) => total + alerts[tier], 0);
      const said = await map.locator(`.tile[aria-label^="${name.zh}："]`).getAttribute('aria-label');
      expect(said).toContain(`现有预警 ${live} 件`);
    }
  });

  it.each(['镇区分布', '待签收预警', '重点单位', '来源走势', '案件流程', '断供来源'])(
    'shows %s',
    async (name) => {
      const panel = seen.page.getByRole('region', { name, exact: true });
      expect((await panel.innerText()).length).toBeGreaterThan(name.length);
    },
  );

  it('draws its charts', async () => {
    const drawn = await seen.page
      .locator('.chart canvas, .chart svg')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(drawn.length).toBeGreaterThanOrEqual(8);
    expect(drawn.filter((height) => height < 20)).toEqual([]);
  });

  it.each(alertTiers)('opens, from the count of %s, the list that makes the count', async (tier) => {
    await open(seen.page, '/');
    const count = seen.page.locator(`.count.edge-${tier} .count-live`);
    const shown = Number((await count.locator('strong').innerText()).replaceAll(',', ''));
    expect(shown).toBe(overview.counts.live[tier]);

    await count.click();
    await seen.page.waitForURL(/\/alerts\?/);
    await settled(seen.page);

    const { searchParams } = new URL(seen.page.url());
    expect(searchParams.get('tier')).toBe(tier);
    expect(searchParams.get('state')).toBe(liveAlertStates.join(','));
    expect(await seen.page.getByRole('button', { name: tierWords[tier] }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    if (shown === 0) expect(await seen.page.locator('main').innerText()).toContain('没有符合条件的预警。');
    else expect(await seen.page.locator('.pager').innerText()).toContain(`共 ${shown} 条`);
  });

  it('went without an error in the page or a failed request', () => {
    expect(seen.troubles).toEqual([]);
  });
});
