import { createJudges, openTaskPool } from '@miaotou/assembly';
import { createRandom, ears, normalQuantile } from '@miaotou/detection';
import { addDays, startOfDay } from '@miaotou/domain';
import { createDetectionRun, createDetections, createHotspots, scanHotspots } from '@miaotou/engine';
import type { DetectionsWarehouse, KeptDetection, ToldSpan } from '@miaotou/engine';
import { testWarehouse } from '@miaotou/testkit';
import { createDetectionsWarehouse, createHotspotsWarehouse, earsOfTable } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { describe, expect, test } from 'vitest';

const signal = new AbortController().signal;
const today = '2026-11-23';
const towns = ['445224100', '445224110', '445224115'] as const;

function event(id: string, day: string, known: string, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    kind: 'complaint',
    layout: 'hotline-12345',
    event_id: id,
    employer_id: `e${id}`,
    employer_name: '甲',
    region: towns[0],
    industry: '',
    occurred_at: startOfDay(day),
    observed_at: startOfDay(known),
    persons: 1,
    amount_fen: null,
    months: null,
    person_keys: [],
    attributes: {},
    retracted: 0,
    batch_id: 1,
    row: 1,
    ...rest,
  };
}

/** Two years of complaints in three towns, with a rise in the last week, as three deliveries told of them. */
function deliveries(): Record<string, unknown>[][] {
  const random = createRandom(20);
  const first: Record<string, unknown>[] = [];
  const last: Record<string, unknown>[] = [];
  for (let back = 760; back > 0; back -= 1) {
    const day = addDays(today, -back);
    for (const [index, region] of towns.entries()) {
      const mean = [0.9, 0.5, 0.1][index] ?? 0;
      const count = random.poisson(mean) + (back <= 7 && index === 2 ? 2 : 0);
      for (let n = 0; n < count; n += 1) {
        const industry = n % 2 === 0 ? '纺织服装' : '';
        const part = back > 31 ? first : last;
        part.push(event(`${day}-${index}-${n}`, day, back > 31 ? '2026-10-24' : today, { region, industry }));
      }
    }
  }
  // Corrections: one event was of another day, one was none at all, and a third is of a delivery long past.
  const changed = [
    {
      ...event('2026-11-18-2-0', '2026-11-18', '2026-11-24', { region: towns[2] }),
      retracted: 1,
      batch_id: 3,
    },
    event('2026-11-18-2-0', '2026-11-11', '2026-11-24', { region: towns[1], batch_id: 3 }),
    event('found-later', '2026-05-05', '2026-11-24', { region: towns[1], batch_id: 3 }),
  ];
  return [first, last, changed];
}

const told = (through: string): ToldSpan[] => [
  { source: 'complaints', layout: 'hotline-12345', from: '2024-10-01', through, kinds: ['complaint'] },
];
/** The county's only source: complete through the day before each delivery. */
const toldAt = async (knownAt: Date): Promise<ToldSpan[]> =>
  told(knownAt < startOfDay(today) ? '2026-10-23' : '2026-11-22');

const never = { of: () => [] };

function detectorOver(engine: Warehouse, warehouse: DetectionsWarehouse) {
  const scans = createHotspotsWarehouse(engine);
  const scanner = createJudges(openTaskPool());
  let runs = 0;
  const clock = { now: () => new Date(startOfDay('2026-11-25').getTime() + runs) };
  const shared = { warehouse, judges: scanner, told: toldAt, gaps: async () => never, clock };
  return {
    run: createDetectionRun({
      ...shared,
      also: (reading) => scanHotspots({ ...reading, warehouse: scans, scanner }),
      newId: () => `run-${(runs += 1)}`,
    }),
    hotspots: createHotspots({ warehouse: scans, clock }),
    read: createDetections({ ...shared, fileNames: async () => [] }),
  };
}

/** Everything that is kept of the last weeks and days, in one order. */
async function stateOf(warehouse: DetectionsWarehouse, knownAt: Date): Promise<KeptDetection[]> {
  const days = Array.from({ length: 60 }, (_, back) => addDays(today, -back));
  const everything = { after: null, upTo: null };
  const kept = [
    ...(await warehouse.kept('weekly', days, everything, knownAt)),
    ...(await warehouse.kept('daily', days, everything, knownAt)),
  ];
  const nameOf = ({ cadence, measure, kind, subject, period }: KeptDetection) =>
    [cadence, measure, kind, subject, period].join(' ');
  return kept.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const moments = [startOfDay('2026-10-25'), startOfDay('2026-11-23'), startOfDay('2026-11-24')];

async function bring(warehouse: Warehouse, rows: readonly Record<string, unknown>[]): Promise<void> {
  await warehouse.insert('miaotou.events', rows);
}

describe('the run of the detectors', () => {
  test('keeps the same after each delivery as from scratch, and tells what it found', async () => {
    const warehouse = await testWarehouse();
    const own = createDetectionsWarehouse(warehouse);
    const { run, read, hotspots } = detectorOver(warehouse, own);
    const summaries = [];
    for (const [index, rows] of deliveries().entries()) {
      await bring(warehouse, rows);
      summaries.push(await run({ asOf: moments[index] ?? new Date() }, { signal }));
    }
    const last = moments.at(-1) ?? new Date();
    // The correction left some series as they were; those were not judged anew.
    expect(summaries.at(-1)?.judged).toBeLessThan(summaries[1]?.series ?? 0);
    const stepwise = await stateOf(own, last);
    expect((await run({ asOf: last, full: true }, { signal })).changed).toBe(0);

    await warehouse.command('TRUNCATE TABLE miaotou.detections');
    await run({ asOf: last }, { signal });
    const scratch = await stateOf(own, last);
    // What was judged earlier and is not judged any more stays as it was.
    const names = new Set(
      scratch.map((row) => JSON.stringify([row.cadence, row.measure, row.kind, row.subject, row.period])),
    );
    const same = stepwise.filter((row) =>
      names.has(JSON.stringify([row.cadence, row.measure, row.kind, row.subject, row.period])),
    );
    expect(scratch.length).toBeGreaterThan(60);
    expect(same).toEqual(scratch);

    const scope = (codes: readonly string[]) => ({
      id: '1',
      username: 'x',
      displayName: 'x',
      role: 'responder' as const,
      scope: codes,
    });
    const query = { cadence: 'weekly', show: 'unusual', page: 1, pageSize: 50, asOf: '2026-11-23' } as const;
    const everywhere = await read.list(query, scope(['*']));
    const rise = everywhere.items.find(({ subject }) => subject.id === towns[2]);
    expect(rise).toMatchObject({
      at: '2026-11-16',
      through: '2026-11-22',
      measure: 'complaints',
      alarm: true,
    });
    expect(rise?.sentence.zh).toMatch(
      /^侨园镇11月16日至11月22日一周投诉举报 \d+ 件，按往年同期和近期走势约 [\d.]+ 件/u,
    );
    expect(rise?.qValue).toBeLessThan(0.05);
    // Somebody of one town sees that town, and neither the county nor another town.
    const local = await read.list({ ...query, show: 'all' }, scope([towns[1]]));
    expect(new Set(local.items.map(({ subject }) => subject.region))).toEqual(new Set([towns[1]]));
    const elsewhere = { cadence: 'weekly', measure: 'complaints', kind: 'town', subject: towns[2] } as const;
    await expect(read.series(elsewhere, scope([towns[1]]))).rejects.toMatchObject({ code: 'series-unknown' });
    // Before the last delivery nothing was known of November: no zero, no judgement.
    const before = await read.series({ ...elsewhere, asOf: '2026-10-26' }, scope(['*']));
    expect(before.points.at(-1)).toMatchObject({ at: '2026-10-12', gap: null });
    const rows = await read.rows({ ...elsewhere, at: '2026-11-18', asOf: '2026-11-23' }, scope(['*']));
    expect(rows.total).toBe(rise?.observed);

    // The rise is a hotspot, told to those who may see all of its towns.
    const asked = { weeks: 4, measure: 'complaints', asOf: '2026-11-23' } as const;
    const found = await hotspots.page(asked, scope(['*']));
    expect(found.scan).toMatchObject({ from: '2026-10-26', through: '2026-11-22', abstained: null });
    expect(found.clusters[0]).toMatchObject({ rank: 1, significant: true });
    expect(found.clusters[0]?.members.map(({ region }) => region)).toEqual([towns[2]]);
    expect(found.clusters[0]?.since.slice(0, 7)).toBe('2026-11');
    const seen = await hotspots.page(asked, scope([towns[1]]));
    expect(seen.regions.map(({ region }) => region)).toEqual([towns[1]]);
    expect(seen.clusters.flatMap(({ members }) => members).every(({ region }) => region === towns[1])).toBe(
      true,
    );
    expect(await hotspots.page({ ...asked, asOf: '2026-10-01' }, scope(['*']))).toMatchObject({ scan: null });
  });

  test('one matter counts once, on the day of its first report', async () => {
    const warehouse = await testWarehouse();
    const own = createDetectionsWarehouse(warehouse);
    const links = (['a', 'b'] as const).map((id, seq) => ({
      event_id: id,
      matter_id: '7',
      observed_at: startOfDay('2026-11-20'),
      seq,
    }));
    await bring(warehouse, [
      event('a', '2026-11-03', '2026-11-10', { persons: 3 }),
      event('b', '2026-11-12', '2026-11-13', { persons: 5, employer_id: 'ea' }),
      event('c', '2026-11-12', '2026-11-13', { kind: 'petition', persons: null }),
    ]);
    await warehouse.insert('miaotou.matter_reports', links);
    const weeks = async (measure: 'complaints' | 'people', knownAt: string) => {
      const window = { from: '2026-10-01', to: '2026-11-24', knownAt: startOfDay(knownAt) };
      const found = await own.series(window, 'weekly', { measure, kind: 'county', subject: '' });
      return [...found.counts];
    };
    // Before the two were linked they were two.
    expect(await weeks('complaints', '2026-11-19')).toEqual([
      ['2026-11-02', 1],
      ['2026-11-09', 1],
    ]);
    expect(await weeks('complaints', '2026-11-24')).toEqual([['2026-11-02', 1]]);
    // A matter's people are the most that one of its reports tells; where none tells, nothing is known of them.
    expect(await weeks('people', '2026-11-24')).toEqual([
      ['2026-11-02', 5],
      ['2026-11-09', null],
    ]);
  });
});

describe('EARS in the warehouse', () => {
  test('gives the bounds of C1, C2 and C3 that the package gives', async () => {
    const warehouse = await testWarehouse();
    const random = createRandom(3);
    const table = 'miaotou.ears_days';
    await warehouse.command(`CREATE TABLE ${table} (series UInt32, day Date, count Float64) ENGINE = Memory`);
    const all = Array.from({ length: 200 }, (_, series) =>
      Array.from({ length: 30 }, () => (series < 5 ? series : random.poisson(series % 11))),
    );
    const rows = all.flatMap((counts, series) =>
      counts.flatMap((count, at) =>
        // A day without cases has no row.
        count === 0 && series % 2 === 1 ? [] : { series, day: addDays(today, at - 29), count },
      ),
    );
    await warehouse.insert(table, rows);
    for (const [minSigma, back] of [
      [0, 0],
      [1, 0],
      [0, 5],
    ] as const) {
      const z12 = normalQuantile(1 - 0.001);
      const z3 = normalQuantile(1 - 0.025);
      const query = earsOfTable(table);
      const found = await warehouse.query(query, { today: addDays(today, -back), minSigma, z12, z3 });
      expect(found.length).toBeGreaterThan(190);
      for (const row of found) {
        const counts = (all[Number(row.series)] ?? []).slice(0, 30 - back);
        for (const [method, bound] of [
          ['C1', row.bound1],
          ['C2', row.bound2],
          ['C3', row.bound3],
        ] as const) {
          const expected = ears(counts, { method, minSigma }).upperbound.at(-1) ?? null;
          if (expected === null || bound === null)
            expect([row.series, method, bound]).toEqual([row.series, method, expected]);
          else expect(Math.abs(bound - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
        }
      }
    }
    await warehouse.command(`DROP TABLE ${table}`);
  });
});
