import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertRow, ReplayRequestInput } from '@miaotou/contracts';
import { makeCounty, writeCounty } from '@miaotou/demo';
import { addDays, addMonths, monthStart, startOfDay } from '@miaotou/domain';
import { loadRuleBook } from '@miaotou/rules';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCounty, type County } from './county.js';

const until = '2025-06-21';
const months = 36;
const made = makeCounty({ seed: 5, employers: 100, months, until });
const control = { signal: new AbortController().signal, progress: () => undefined };
/** Every quarter of the county's history is judged as it was known when it began, then every month, then every week. */
const judged = [
  ...Array.from({ length: months }, (_, back) => addMonths(monthStart(until), back - months + 1)).filter(
    (_, month) => month % 3 === 0 || month >= months - 6,
  ),
  ...[3, 2, 1].map((weeks) => addDays(until, -7 * weeks)),
  until,
].toSorted();
const from = judged[0] ?? until;
const leader = { id: '1', username: 'leader', displayName: '', role: 'leader' as const, scope: ['*'] };

describe('replays of the demonstration county', () => {
  let county: County;
  let directory = '';
  let production: readonly AlertRow[] = [];
  const replay = (request: Partial<ReplayRequestInput> = {}) =>
    county.product.replays.run({ from, to: until, ...request }, control);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'county-replay-'));
    county = await openCounty();
    const { files } = await writeCounty(made, directory);
    const { imports, evaluation, incidents, alerts } = county.product;
    for (const { source, path, fileName, receivedOn } of files) {
      const { batchId } = await imports.receive({
        source,
        path,
        fileName,
        via: 'command',
        receivedFrom: 'test',
        receivedAt: startOfDay(receivedOn),
        observedAt: startOfDay(receivedOn),
      });
      await imports.run(batchId, control);
    }
    for (const day of new Set(judged)) {
      await evaluation.evaluate({ reason: 'nightly', asOf: startOfDay(day) }, control);
      await incidents.gather();
    }
    const { items } = await alerts.list({ page: 1, pageSize: 10_000, sort: 'opened' }, leader);
    production = items;
  }, 900_000);
  afterAll(async () => {
    await county?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('with nothing changed give exactly the alerts of production: subjects, tiers, times and every step', async () => {
    const { result, details } = await replay();
    expect(result.moments).toBe(new Set(judged).size);
    expect(production.length).toBeGreaterThan(30);
    expect(result.likeProduction).toMatchObject({
      alerts: production.length,
      same: production.length,
      differing: [],
    });
    const began = result.likeProduction?.incidents;
    expect(began?.production).toBeGreaterThan(10);
    expect(began?.replay).toBe(began?.production);
    expect(result.published.messages).toBe(result.published.response?.messages);
    const told = (one: { ruleId: string; subjectId: string; peakTier: string; openedAt: string }) =>
      [one.ruleId, one.subjectId, one.peakTier, one.openedAt].join(' ');
    expect(details.published.map(told).toSorted()).toEqual(production.map(told).toSorted());
    expect(result.published.score.overall.outcomes).toBeGreaterThan(50);
  }, 600_000);

  /** The last weeks, so that few moments lie within and some before. */
  const lately = addDays(until, -40);

  it('show what a stricter and a looser rule would have changed, and touch nothing', async () => {
    const [complaints] = (await loadRuleBook()).filter(({ file }) => file.id === 'R15');
    if (complaints === undefined) throw new Error('no R15');
    const file = complaints.file;
    const scaled = (change: (value: number) => number) => ({
      ...file,
      version: file.version + 1,
      thresholds: Object.fromEntries(
        Object.entries(file.thresholds).map(([name, table]) => [
          name,
          Object.fromEntries(Object.entries(table).map(([tier, value]) => [tier, change(value)])),
        ]),
      ),
    });
    const { result, details } = await replay({ from: lately, candidates: [scaled((value) => value * 40)] });
    const ofRule = (side: typeof result.candidate) =>
      side?.byRule.find(({ ruleId }) => ruleId === 'R15')?.alerts ?? 0;
    expect(ofRule(result.published)).toBeGreaterThan(0);
    expect(ofRule(result.candidate)).toBe(0);
    expect(result.differences.lost).toBeGreaterThanOrEqual(ofRule(result.published));
    const lost = details.differences.find(({ ruleId }) => ruleId === 'R15');
    expect(lost).toMatchObject({ kinds: ['lost'], candidate: null });
    expect(lost?.reason.zh).toContain('候选：未达到条件');
    const { total } = await county.product.alerts.list({ page: 1, pageSize: 1, sort: 'opened' }, leader);
    expect(total).toBe(production.length);
  }, 600_000);

  it('propose thresholds that keep to a budget, measured by a whole replay, and list what is given up', async () => {
    const { result } = await replay({ from: addMonths(until, -4), budget: 1 });
    const { budget } = result;
    if (budget === null) throw new Error('no proposal');
    expect(budget.train.published.to < budget.test.published.from).toBe(true);
    expect(budget.train.proposed.mostAWeek).toBeLessThanOrEqual(budget.train.published.mostAWeek);
    expect(budget.reached).toBe(budget.train.proposed.mostAWeek <= 1);
    expect(budget.frontier.filter(({ mark }) => mark === 'proposed').length).toBeLessThanOrEqual(1);
    expect(budget.changes.length > 0).toBe(budget.rules.length > 0);
    for (const point of budget.frontier) expect(point.caught).toBeLessThanOrEqual(point.outcomes);
  }, 600_000);

  it('leave a draft to run as a shadow: judged at production’s moments, raising nothing, ended by a person', async () => {
    const { shadows, ruleVersions, alerts } = county.product;
    const { text, version } = await ruleVersions.text('R08', null);
    const draft = await ruleVersions.begin(
      { ruleId: 'R08', basedOn: version, text, reason: '影子运行', replayId: null },
      leader,
    );
    const shadow = await shadows.start(draft.id, leader);
    await expect(shadows.start(draft.id, leader)).rejects.toThrow('shadow-runs');
    const moment = { reason: 'manual' as const, asOf: startOfDay(until) };
    await shadows.judge(moment, control.signal);
    const [first] = await shadows.ofRule('R08');
    expect(first).toMatchObject({ id: shadow.id, end: null, problem: null });
    expect(first?.standing.shadow).toBeGreaterThan(0);
    await shadows.judge(moment, control.signal);
    expect((await shadows.ofRule('R08'))[0]?.standing).toEqual(first?.standing);
    const { total } = await alerts.list({ page: 1, pageSize: 1, sort: 'opened' }, leader);
    expect(total).toBe(production.length);
    expect(await shadows.stop(shadow.id, leader)).toMatchObject({ end: 'stopped', endedBy: 'leader' });
    await expect(shadows.stop(shadow.id, leader)).rejects.toThrow('shadow-over');
  }, 120_000);

  it('are kept, cancelled and deleted as asked, and wrong ones refused', async () => {
    const { replays } = county.product;
    const asked = await replays.request({ from: lately, to: until }, leader);
    expect(asked.state).toBe('waiting');
    await replays.cancel(asked.id);
    await expect(replays.work(asked.id, control)).rejects.toThrow('not wanted');
    expect((await replays.get(asked.id)).state).toBe('cancelled');
    const stop = new AbortController();
    const running = await replays.request({ from: lately, to: until }, leader);
    const work = replays.work(running.id, {
      signal: stop.signal,
      progress: (done) => {
        if (done === 1) stop.abort(new Error('enough'));
      },
    });
    await expect(work).rejects.toThrow(/enough|gave up/);
    await replays.cancel(running.id);
    await replays.remove(running.id);
    await expect(replays.get(running.id)).rejects.toThrow('replay-not-found');
    await expect(replays.request({ from: until, to: lately }, leader)).rejects.toThrow('replay-invalid');
    await expect(replays.request({ from: '2010-01-01', to: until }, leader)).rejects.toThrow(
      'replay-too-long',
    );
    await expect(replays.request({ from: '2999-01-01', to: '2999-02-01' }, leader)).rejects.toThrow(
      'replay-in-future',
    );
  }, 120_000);
});
