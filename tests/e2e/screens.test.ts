import type { AlertRow, Batch } from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open, openBrowser, picture, visit, type Visit } from './browser.js';
import { ended, orderLine, orders } from './deliveries.js';
import { callerOf } from './product.js';

const county = inject('county');
const analyst = callerOf(county, county.sessions.analyst);
const intake = callerOf(county, county.sessions.intake);

const sizes = [
  ['1920x1080', { width: 1920, height: 1080 }],
  ['1280x800', { width: 1280, height: 800 }],
  ['390x844', { width: 390, height: 844 }],
] as const;

/** Every page of the console by a name for its picture. */
const pages = {
  overview: () => '/',
  alerts: () => '/alerts',
  alert: ({ alert }: Samples) => `/alerts/${alert.id}`,
  incidents: () => '/incidents?view=all',
  incident: ({ incidentId }: Samples) => `/incidents/${incidentId}`,
  roster: () => '/incidents/roster',
  silences: () => '/incidents/silences',
  employers: () => '/employers',
  employer: ({ alert }: Samples) => `/employers/${alert.employerId}`,
  detections: () => '/detections',
  'detections-all': () => '/detections?show=all&cadence=daily',
  series: () => '/detections/series?measure=complaints',
  hotspots: () => '/detections/hotspots?weeks=8',
  ledger: () => '/ledger',
  'ledger-risks': () => '/ledger?view=risks&tier=red',
  inspections: () => '/inspections?state=all',
  inspection: ({ inspection }: Samples) => `/inspections/${inspection}`,
  'inspection-new': ({ alert }: Samples) => `/inspections/new?employer=${alert.employerId}`,
  campaigns: () => '/inspections/campaigns',
  'campaign-new': () => '/inspections/campaigns/new',
  imports: () => '/imports',
  batch: ({ batchId }: Samples) => `/imports/${batchId}`,
  'batch-rows': ({ batchId }: Samples) => `/imports/${batchId}?view=rows`,
  calendar: () => '/imports/calendar',
  layouts: () => '/imports/layouts',
  'layout-sample': () => '/imports/layouts/map',
  'layout-map': ({ batchId }: Samples) => `/imports/layouts/map?batch=${batchId}`,
  quarantine: () => '/imports/quarantine',
  'quarantine-rows': () => '/imports/quarantine?state=open',
  corrections: () => '/imports/quarantine?view=corrections',
  mappings: () => '/imports/quarantine?view=mappings',
  names: () => '/imports/names',
  indicators: () => '/imports/indicators',
  indicator: () => '/imports/indicators/CP01',
  matters: () => '/matters',
  matter: ({ matter }: Samples) => `/matters/${matter}`,
  topics: () => '/topics?days=365',
  settings: () => '/settings',
  rules: () => '/rules',
  replays: () => '/replays',
  workbench: () => '/rules/R15?try=items.blue%3D1',
  rule: () => '/rules/R15',
  'rule-versions': () => '/rules/R15/versions',
  'rule-edit': () => '/rules/R15/edit',
  'rule-new': () => '/rules/new',
  messages: () => '/messages',
  notifications: () => '/notifications',
  respond: () => '/respond',
  'respond-incident': ({ incidentId }: Samples) => `/respond/${incidentId}`,
  'not-found': () => '/there/is/no/such/page',
} as const;
type PageName = keyof typeof pages;
const pageNames = Object.keys(pages) as PageName[];

interface Samples {
  readonly alert: AlertRow;
  readonly incidentId: string;
  /** A batch with quarantined rows. */
  readonly batchId: string;
  readonly inspection: string;
  /** A quarrel that several channels tell of. */
  readonly matter: string;
}

let browser: Browser;
let samples: Samples;
beforeAll(async () => {
  browser = await openBrowser();
  const { items } = await analyst.read<{ items: AlertRow[] }>('/alerts?tier=red,orange');
  const alert = items.find(({ employerId }) => employerId !== null);
  const file = orders(
    orderLine('SCREEN-1'),
    orderLine('SCREEN-2', { 受理时间: '2026-02-30 08:00:00' }),
    orderLine('SCREEN-3', {
      受理时间: '',
      诉求内容: '反映单位拖欠工资，金额较大，涉及多名工人，'.repeat(20),
    }),
  );
  const answer = await intake.upload('/imports?source=complaints', { name: '画面.csv', bytes: file });
  const { batchId } = (await answer.json()) as Pick<Batch & { batchId: string }, 'batchId'>;
  await ended(intake, batchId);
  if (alert === undefined) throw new Error('the county has no grave alert of an employer');
  const [matter] = (await analyst.read<{ items: { id: string }[] }>('/matters')).items;
  if (matter === undefined) throw new Error('the county has no quarrel on several channels');
  const { incidentId } = await analyst.read<{ incidentId: string }>(`/alerts/${alert.id}`);
  const { offices } = await analyst.read<{ offices: { id: string }[] }>('/inspections/choices');
  const raised = await analyst.post('/inspections', {
    employerId: alert.employerId,
    alertId: alert.id,
    checklist: 'IC1',
    reason: '核查工资支付情况',
    officeId: offices[0]?.id,
    personId: null,
    dueDay: dayOf(new Date(Date.now() + 7 * 86_400_000)),
  });
  const { id: inspection } = (await raised.json()) as { id: string };
  samples = { alert, incidentId, batchId, inspection, matter: matter.id };
});
afterAll(() => browser.close());

/** Elements that stand out of the page to the right, with the pixels by which they do. */
function sideways(): { over: number; what: string }[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .map((element) => ({
      over: Math.round(element.getBoundingClientRect().right - clientWidth),
      what: `${element.tagName}.${element.getAttribute('class') ?? ''}`,
    }))
    .filter(({ over }) => over > 0)
    .slice(0, 8);
}

describe.each(sizes)('at %s', (name, size) => {
  let seen: Visit;
  beforeAll(async () => {
    seen = await visit(browser, { role: 'analyst', size });
  });
  afterAll(() => seen.close());

  it.each(pageNames)('%s fits, without an error or a failed request', async (page) => {
    const before = seen.troubles.length;
    await open(seen.page, pages[page](samples));
    await picture(seen.page, `${page}-${name}`);
    await picture(seen.page, `${page}-${name}-whole`, true);

    expect(await seen.page.evaluate(sideways)).toEqual([]);
    expect(seen.troubles.slice(before)).toEqual([]);
  });

  it('connections fit, without an error or a failed request', async () => {
    const admin = await visit(browser, { role: 'admin', size });
    await open(admin.page, '/imports/connections');
    await picture(admin.page, `connections-${name}-whole`, true);
    expect(await admin.page.evaluate(sideways)).toEqual([]);
    await admin.page.getByRole('button', { name: '新增对接' }).click();
    await admin.page.getByLabel('接口地址').waitFor();
    await picture(admin.page, `connection-${name}`);
    expect(await admin.page.evaluate(sideways)).toEqual([]);
    expect(admin.troubles).toEqual([]);
    await admin.close();
  });

  it('sign-in fits', async () => {
    const stranger = await visit(browser, { size });
    await stranger.page.goto('/sign-in');
    await stranger.page.getByLabel('用户名').waitFor();
    await picture(stranger.page, `sign-in-${name}`);
    expect(await stranger.page.evaluate(sideways)).toEqual([]);
    await stranger.close();
  });
});
