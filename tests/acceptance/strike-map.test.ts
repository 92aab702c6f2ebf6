import { join } from 'node:path';
import type { DetectionSeries } from '@miaotou/contracts';
import { addDays, dayOf, startOfDay } from '@miaotou/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ImportSummary } from '@miaotou/contracts';
import { openCounty, realData, type County } from './county.js';
import { readStoppages, tally } from './independent/stoppages.js';

const years = [2011, 2012, 2013, 2014, 2015];
/** Each year's workbook came in the first days of the next. */
const knownOn = (year: number): string => `${year + 1}-01-03`;
const workbook = (year: number): string => join(realData, 'clb_strikes', `clb_${year}01_${year}12.xlsx`);

describe('the strike map, five workbooks that nobody here wrote', () => {
  let county: County;
  const summaries = new Map<number, ImportSummary>();
  const counted = new Map(years.map((year) => [year, readStoppages(workbook(year))] as const));
  const kept = [...counted.values()].flatMap((one) => one.kept);

  beforeAll(async () => {
    county = await openCounty();
    for (const year of years)
      summaries.set(year, await county.bring('opinion', workbook(year), startOfDay(knownOn(year))));
  });
  afterAll(() => county?.close());

  it.each(years)(
    '%i: every row is accepted, quarantined or a duplicate, as counted independently',
    (year) => {
      const {
        batchId: _,
        file: __,
        problem,
        state,
        layout,
        corrected,
        ...counts
      } = summaries.get(year) ?? ({} as ImportSummary);
      expect({ problem, state, layout, corrected }).toEqual({
        problem: null,
        state: 'done',
        layout: 'strike-map',
        corrected: 0,
      });
      expect(counts.rows).toBe(counts.accepted + counts.quarantined + counts.duplicates);
      const expected = counted.get(year);
      expect(counts).toEqual({
        rows: expected?.rows,
        accepted: expected?.kept.length,
        quarantined: expected?.unplaced,
        duplicates: expected?.repeated,
        held: 0,
        notes: [],
      });
    },
  );

  it('gives the weekly counts by province that the files hold', async () => {
    const rows = await county.product.warehouse.run(
      `SELECT region, toString(toMonday(toDate(occurred_at, 'Asia/Shanghai'))) AS week, count() AS stoppages
       FROM (
         SELECT event_id, argMax(region, observed_at) AS region, argMax(occurred_at, observed_at) AS occurred_at
         FROM miaotou.events WHERE kind = 'stoppage' AND retracted = 0 GROUP BY event_id
       ) GROUP BY region, week`,
      {},
      z.object({ region: z.string(), week: z.string(), stoppages: z.coerce.number() }),
    );
    const stored = Object.fromEntries(rows.map((row) => [`${row.region} ${row.week}`, row.stoppages]));
    expect(stored).toEqual(tally(kept, (one) => `${one.region} ${one.week}`));
  });

  it('raises R26 alerts in number per tier, province and year as the bands and responses say', async () => {
    const alerts = await county.alertsOf('R26');
    expect(
      tally(
        alerts,
        (alert) => `${alert.peakTier} ${alert.region} ${dayOf(new Date(alert.sinceAt)).slice(0, 4)}`,
      ),
    ).toEqual(tally(kept, (one) => `${one.tier} ${one.region} ${one.year}`));
  });

  describe('judged by statistics', () => {
    const signal = new AbortController().signal;
    const leader = { id: '1', username: 'leader', displayName: '', role: 'leader' as const, scope: ['*'] };
    const asked = { cadence: 'weekly' as const, measure: 'collective' as const };
    const seriesAt = (asOf: string, kind: 'county' | 'town' = 'county', subject = '') =>
      county.product.detections.series({ ...asked, kind, subject, asOf }, leader);
    const alarmsOf = ({ points }: DetectionSeries) =>
      points.filter(({ alarm }) => alarm === true).map(({ at }) => at);

    it('counts every week as the files hold it, and nothing after the last day that they tell of', async () => {
      const { points, completeThrough } = await seriesAt('2016-01-10');
      const expected = tally(kept, ({ week }) => week);
      expect(completeThrough).toBe('2015-12-31');
      for (const { at, observed } of points) expect([at, observed]).toEqual([at, expected[at] ?? 0]);
      expect(points.at(-1)?.at).toBe('2015-12-21');
    });

    it('does not take the winter peak of a year for unusual, and does take a January of thrice the usual', async () => {
      const winters = [
        ...alarmsOf(await seriesAt('2014-01-10')),
        ...alarmsOf(await seriesAt('2016-01-10')),
      ].filter((at) => ['12', '01'].includes(at.slice(5, 7)));
      // The week of 26 January 2015 holds 110; before it no week of any winter held more than 63.
      expect(winters).toEqual(['2015-01-19', '2015-01-26']);
    });

    it('knows at a past moment what was known then', async () => {
      const { points } = await seriesAt('2015-01-10');
      expect(points.at(-1)?.at).toBe('2014-12-22');
      const before = await county.product.detect({ asOf: startOfDay('2015-01-10') }, { signal });
      const again = await county.product.detect({ asOf: startOfDay('2015-01-10'), full: true }, { signal });
      expect([before.changed > 100, again.changed]).toEqual([true, 0]);
      const listed = await county.product.detections.list(
        { cadence: 'weekly', show: 'all', kind: 'county', page: 1, pageSize: 10, asOf: '2015-01-10' },
        leader,
      );
      // What is kept is what the chart shows.
      for (const { at, observed, expected, upperbound, alarm } of listed.items)
        expect(points.find((point) => point.at === at)).toMatchObject({
          observed,
          expected,
          upperbound,
          alarm,
        });
      expect(listed.items.map(({ at }) => at)).toEqual(
        ['2014-12-22', '2014-12-15', '2014-12-08', '2014-12-01', '2014-11-24'].slice(0, listed.items.length),
      );
      expect(listed.items).toHaveLength(5);
    });

    it('opens a week to the rows of the workbook, province by province', async () => {
      const point = { ...asked, kind: 'town' as const, subject: '44', at: '2015-01-26', asOf: '2016-01-10' };
      const { total, items } = await county.product.detections.rows(point, leader);
      const expected = kept.filter(({ region, week }) => region === '44' && week === '2015-01-26').length;
      expect([total, items.length]).toEqual([expected, expected]);
      expect(items.every(({ on }) => on >= '2015-01-26' && on <= addDays('2015-01-26', 6))).toBe(true);
    });

    it('says nothing once its source is far behind', async () => {
      await county.product.detect({ asOf: startOfDay('2016-06-01') }, { signal });
      const page = await county.product.detections.list(
        { cadence: 'weekly', show: 'unusual', page: 1, pageSize: 10, asOf: '2016-06-01' },
        leader,
      );
      expect([page.total, page.judged?.alarms]).toEqual([0, 0]);
      expect(page.judged?.abstentions.map(({ reason }) => reason)).toEqual(['source-behind']);
    });
  });
});
