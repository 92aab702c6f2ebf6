import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProduct } from '@miaotou/assembly';
import type { Product } from '@miaotou/assembly';
import { trendOption } from '@miaotou/charts';
import type { ChartLook } from '@miaotou/charts';
import type { AlertRow, DeliveryCalendar, EmployerDetail, Overview, RuleRow } from '@miaotou/contracts';
import { makeCounty, writeCounty } from '@miaotou/demo';
import type { CountyFile } from '@miaotou/demo';
import { addDays, startOfDay } from '@miaotou/domain';
import { createLogger, fixedClock, loadConfig } from '@miaotou/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf } from './independent/workbook.js';

const until = '2025-06-21';
const made = makeCounty({ seed: 6, employers: 200, months: 12, until });
/** The file that is left out: May of one register, though its June came. */
const layout = 'inspection-register';
const office = '惠来县劳动保障监察大队';
const gap = { from: '2025-05-01', through: '2025-05-31' };
const control = { signal: new AbortController().signal, progress: () => undefined };
const viewer = {
  id: '00000000-0000-4000-8000-000000000000',
  username: 'analyst',
  displayName: 'analyst',
  role: 'analyst' as const,
  scope: ['*'],
};

const look: ChartLook = {
  language: 'zh',
  font: 'sans-serif',
  text: '#111',
  faint: '#777',
  rule: '#ddd',
  surface: '#fff',
  series: '#147',
  seriesSoft: '#9bd',
  band: '#eef',
  gap: '#eee',
  unusual: '#c00',
  tiers: { blue: '#00f', yellow: '#ff0', orange: '#f80', red: '#f00' },
  tierNames: { blue: '蓝', yellow: '黄', orange: '橙', red: '红' },
  tiersInUse: ['red', 'orange', 'yellow', 'blue'],
  animate: false,
};

/** Every number that the product shows, read by its own use cases. */
interface Numbers {
  readonly overview: Overview;
  readonly rules: readonly RuleRow[];
  readonly alerts: readonly AlertRow[];
  readonly calendar: DeliveryCalendar;
  readonly employers: readonly EmployerDetail[];
}

describe('one month of one source taken away', () => {
  const clock = fixedClock(startOfDay(until));
  let product: Product;
  let directory = '';
  let without: Numbers;
  let paused: Numbers;
  let resumed: Numbers;
  let endings: string[];
  let within: Numbers;

  async function bring({ source, path, fileName }: CountyFile, receivedOn: string): Promise<number> {
    const at = startOfDay(receivedOn);
    const { batchId } = await product.imports.receive({
      source,
      path,
      fileName,
      via: 'command',
      receivedFrom: 'test',
      receivedAt: at,
      observedAt: at,
    });
    await product.imports.run(batchId, control);
    return batchId;
  }

  let minutes = 0;
  async function numbers(): Promise<Numbers> {
    minutes += 1;
    clock.set(new Date(startOfDay(until).getTime() + minutes * 60_000));
    await product.evaluation.evaluate({ reason: 'manual', full: true }, control);
    const { items } = await product.alerts.list({ page: 1, pageSize: 200, sort: 'opened' }, viewer);
    return {
      overview: await product.insights.overview(viewer),
      rules: await product.ruleVersions.rows({ scope: ['*'] }),
      alerts: items,
      calendar: await product.deliveries.calendar(product.letters),
      employers: await Promise.all(
        ['1', '2', '3', '4', '5'].map((id) => product.insights.employer(id, viewer)),
      ),
    };
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'completeness-'));
    const { files } = await writeCounty(made, directory);
    const left = files.find((file) => file.layout === layout && file.receivedOn === '2025-06-07');
    if (left === undefined) throw new Error('the county has no file of that month');
    const config = loadConfig({ MIAOTOU_DATA_DIR: join(directory, 'data') });
    product = await openProduct(config, { as: 'command', logger: createLogger({ level: 'error' }), clock });
    for (const file of files) if (file !== left) await bring(file, file.receivedOn);
    without = await numbers();
    await product.deliveries.expect(
      layout,
      { since: null, paused: { from: gap.from, reason: '系统改造' } },
      'admin',
    );
    paused = await numbers();
    await product.deliveries.expect(layout, { since: null, paused: null }, 'admin');
    resumed = await numbers();
    await product.letters.setContact({ office, contact: '=HYPERLINK("x")', phone: '0663-1' }, 'admin');
    await product.letters.remind(office, 'analyst');
    await product.letters.remindAll('schedule');
    await product.letters.remindAll('schedule');
    // The late file is judged as any that comes.
    const late = await bring(left, until);
    await product.evaluation.evaluate({ reason: 'batch', batchId: String(late) }, control);
    within = await numbers();
    const raised = within.alerts.filter((one) => one.ruleId === 'R38' && one.subjectId === layout);
    const told = await Promise.all(raised.map(({ id }) => product.alerts.get(id, viewer)));
    endings = told.map(({ history }) => history.at(-1)?.reason ?? '');
  }, 300_000);
  afterAll(async () => {
    await product?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const pointsOf = ({ overview }: Numbers, family: string) =>
    overview.trends.find((trend) => trend.family === family)?.points ?? [];
  const inGap = (week: string) => week <= gap.through && addDays(week, 6) >= gap.from;

  it('is a gap in its trend, never a zero, and nowhere else', () => {
    const [holed, whole] = [pointsOf(without, 'complaints'), pointsOf(within, 'complaints')];
    expect(whole.filter(({ week }) => inGap(week)).every(({ value }) => value !== null && value > 0)).toBe(
      true,
    );
    expect(holed.map(({ week, value }) => [week, value])).toEqual(
      whole.map(({ week, value }) => [week, inGap(week) ? null : value]),
    );
    for (const { family } of within.overview.trends) {
      if (family !== 'complaints') expect(pointsOf(without, family)).toEqual(pointsOf(within, family));
    }
  });

  it('is drawn as a gap in the chart', () => {
    const drawn = (of: Numbers) => JSON.stringify(trendOption(pointsOf(of, 'complaints'), '投诉举报', look));
    const values = (of: Numbers) => JSON.stringify(pointsOf(of, 'complaints').map(({ value }) => value));
    expect(values(without)).not.toBe(values(within));
    expect(drawn(without)).toContain(values(without));
    expect(drawn(within)).toContain(values(within));
  });

  it('leaves the counts of the last days in each town unknown', () => {
    expect(within.overview.tiles.some(({ recent }) => (recent ?? 0) > 0)).toBe(true);
    expect(without.overview.tiles.every(({ recent }) => recent === null)).toBe(true);
  });

  it('touches no number that does not rest on it', () => {
    expect(without.overview.pipeline).toEqual(within.overview.pipeline);
    expect(without.employers.map(({ indicators }) => indicators)).toEqual(
      within.employers.map(({ indicators }) => indicators),
    );
    const others = ({ calendar }: Numbers) => calendar.rows.filter((row) => row.layout !== layout);
    expect(others(without)).toEqual(others(within));
  });

  it('is named on the overview until it comes', () => {
    expect(without.overview.leftOut).toMatchObject([{ layout, ...gap }]);
    expect(within.overview.leftOut).toEqual([]);
  });

  it('makes the rules that look at those days abstain and say so, and no other', () => {
    const abstaining = ({ rules }: Numbers) =>
      rules.flatMap(({ id, abstaining: told }) => (told?.reason === 'source-behind' ? id : [])).toSorted();
    // Every rule that counts what inspectors register.
    expect(abstaining(without)).toEqual(
      ['R01', 'R02', 'R03', 'R15', 'R16', 'R161', 'R17', 'R27', 'R33', 'R34'].toSorted(),
    );
    expect(abstaining(within)).toEqual([]);
    const untouched = ['R08', 'R09', 'R10', 'R12', 'R18', 'R24', 'R26', 'R28'];
    const live = ({ rules }: Numbers) =>
      rules.filter(({ id }) => untouched.includes(id)).map((rule) => rule.live);
    expect(live(without)).toEqual(live(within));
    const counted = ({ rules }: Numbers) => rules.find(({ id }) => id === 'R15')?.live.red ?? 0;
    expect(counted(within)).toBeGreaterThan(0);
  });

  it('raises the source, ends when nobody waits for it, stands again after, and is settled when the file comes', () => {
    const own = ({ alerts }: Numbers) =>
      alerts.filter(({ ruleId, subjectId }) => ruleId === 'R38' && subjectId === layout);
    expect(own(without)).toMatchObject([{ tier: 'blue', state: 'open' }]);
    expect(own(paused)).toMatchObject([{ tier: 'blue', state: 'resolved' }]);
    expect(own(resumed).map(({ state }) => state)).toEqual(['open', 'resolved']);
    expect(own(within).map(({ state }) => state)).toEqual(['resolved', 'resolved']);
    expect(endings).toEqual(['cleared-at-once', 'source-paused']);
    const silent = paused.rules.find(({ id }) => id === 'R38');
    expect(silent?.id).toBe('R38');
  });

  it('stands in the calendar as missing, paused, and at last late by its days', () => {
    const cell = ({ calendar }: Numbers) =>
      calendar.rows.find((row) => row.layout === layout)?.cells.find(({ period }) => period === gap.from);
    expect(cell(without)).toMatchObject({ state: 'missing', daysLate: 11, rows: null, due: '2025-06-10' });
    expect(cell(paused)).toMatchObject({ state: 'paused', rows: null });
    expect(cell(within)).toMatchObject({ state: 'late', daysLate: 11, rows: 4 });
    expect(within.calendar.thisMonth.came - without.calendar.thisMonth.came).toBe(1);
    const owing = ({ calendar }: Numbers) => calendar.offices.find((one) => one.office.zh === office)?.owed;
    expect(owing(without)).toMatchObject([{ layout, period: gap.from, daysLate: 11, state: 'missing' }]);
    expect(owing(within)).toEqual([]);
  });

  it('is written of to the office, once by hand and never twice by itself', () => {
    const letters = within.calendar.offices.flatMap((one) => one.letters);
    expect(
      letters
        .map(({ number, office: to, automatic }) => [number, to === office, automatic] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ).toEqual([
      ['惠仲数催〔2025〕1号', true, false],
      ['惠仲数催〔2025〕2号', false, true],
    ]);
    const [first] = letters.filter(({ automatic }) => !automatic);
    const file = readFileSync(product.files.pathOf(first?.sha256 ?? ''));
    expect(createHash('sha256').update(file).digest('hex')).toBe(first?.sha256);
    const xml = entriesOf(file).get('word/document.xml')?.toString('utf8') ?? '';
    for (const words of [
      '惠仲数催〔2025〕1号',
      '劳动保障监察投诉举报登记表',
      '2025年5月',
      '2025年6月10日',
      '未报送',
      '11',
    ])
      expect(xml).toContain(words);
    expect(xml).toContain('&apos;=HYPERLINK(');
    expect(xml).not.toMatch(/<w:(?:hyperlink|fldSimple|instrText)/u);
  });

  it('is zero only where the office said so, once', async () => {
    const { layout: silent } = made.outage;
    const rowOf = ({ rows }: DeliveryCalendar) => rows.find((row) => row.layout === silent);
    const owed = rowOf(within.calendar)?.cells.filter(({ state }) => state === 'missing') ?? [];
    const [first] = owed;
    if (first === undefined) throw new Error('nothing is owed');
    const nil = { period: first.period, reason: '来函说明' };
    await product.deliveries.reportNil(silent, nil, 'intake');
    const after = rowOf(await product.deliveries.calendar(product.letters));
    expect(after?.cells.find(({ period }) => period === first.period)).toMatchObject({
      state: 'on-time',
      reason: 'nothing-to-report',
      rows: 0,
    });
    expect(after?.cells.filter(({ state }) => state === 'missing')).toHaveLength(owed.length - 1);
    await expect(product.deliveries.reportNil(silent, nil, 'intake')).rejects.toMatchObject({
      code: 'period-not-owed',
    });
  });
});
