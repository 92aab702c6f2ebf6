import { join } from 'node:path';
import { dayOf } from '@miaotou/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ImportSummary } from '@miaotou/contracts';
import { openCounty, realData, type County } from './county.js';
import { readStoppages, tally } from './independent/stoppages.js';

const years = [2011, 2012, 2013, 2014, 2015];
const workbook = (year: number): string => join(realData, 'clb_strikes', `clb_${year}01_${year}12.xlsx`);

describe('the strike map, five workbooks that nobody here wrote', () => {
  let county: County;
  const summaries = new Map<number, ImportSummary>();
  const counted = new Map(years.map((year) => [year, readStoppages(workbook(year))] as const));
  const kept = [...counted.values()].flatMap((one) => one.kept);

  beforeAll(async () => {
    county = await openCounty();
    for (const year of years) summaries.set(year, await county.bring('opinion', workbook(year)));
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
});
