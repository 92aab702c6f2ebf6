import fc from 'fast-check';
import { PermanentError, TransientError } from '@miaotou/engine';
import type { LandingStore, Stage } from '@miaotou/engine';
import { testWarehouse } from '@miaotou/testkit';
import { createSourcesWarehouse } from '@miaotou/warehouse';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

let county: TestLanding;
let files = 0;
beforeAll(async () => {
  county = await openTestLanding();
}, 120_000);
afterAll(async () => {
  await county.records.close();
});
beforeEach(async () => {
  await testWarehouse();
});

const name = () => `s${(files += 1)}.csv`;
const tables = ['raw_rows', 'quarantine', 'row_versions', 'observations', 'events', 'watermarks'] as const;
const header =
  '登记编号,登记日期,投诉人,身份证号,银行卡号,被投诉单位,统一社会信用代码,所属乡镇,人数,涉及金额';
const register = (tag: string) =>
  [
    header,
    `${tag}-1,2026-06-01,李四,445224199001011235,,惠来子有限公司,${madeUscc(300)},葵潭镇,3,1`,
    `${tag}-2,2026-06-02,王五,,,惠来丑有限公司,,葵潭镇,2,2`,
    `${tag}-3,何时,王五,,,惠来丑有限公司,,葵潭镇,2,2`,
    '',
  ].join('\n');

/** Rows of each table that belong to a batch, without what differs from run to run. */
async function state(batchId: number): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    const rows = await county.ask(`SELECT * FROM miaotou.${table} WHERE batch_id = ${batchId} ORDER BY ALL`);
    found[table] = rows.map((row) => ({ ...row, batch_id: 0 }));
  }
  return found;
}

type Step = keyof Stage;
const steps: readonly Step[] = [
  'load',
  'writtenEmployers',
  'judge',
  'settle',
  'latestPeriod',
  'landRows',
  'landQuarantine',
  'landMapped',
  'retractStale',
  'landWatermark',
];

/** A store that breaks before or after one step, as a killed process or a lost connection would. */
function breaking(real: LandingStore, step: Step, when: 'before' | 'after', error: Error): LandingStore {
  return {
    ...real,
    stage: (plan, work) =>
      real.stage(plan, (stage) =>
        work(
          new Proxy(stage, {
            get(target, property) {
              const member: unknown = Reflect.get(target, property, target);
              if (typeof member !== 'function') return member;
              const call = member.bind(target) as (...args: unknown[]) => unknown;
              if (property !== step) return call;
              return async (...args: unknown[]) => {
                if (when === 'before') throw error;
                await call(...args);
                throw error;
              };
            },
          }),
        ),
      ),
  };
}

describe('a stop at any step', () => {
  const places = steps.flatMap((step) => (['before', 'after'] as const).map((when) => [when, step] as const));
  test.each(places)('%s %s leaves nothing twice and nothing lost after the next run', async (when, step) => {
    const tag = `${when}-${step}`;
    const real = createSourcesWarehouse(county.warehouse, county.files);
    const broken = await openTestLanding({
      on: county,
      real,
      store: (whole) => breaking(whole, step, when, new TransientError('gone')),
    });
    const { batchId } = await broken.receive('complaints', await county.file(name(), register(tag)));
    await expect(broken.run(batchId)).rejects.toThrow('gone');
    const between = await county.imports.get(String(batchId));
    expect(between.state).not.toBe('done');
    const summary = await county.run(batchId);
    expect(summary).toMatchObject({
      state: 'done',
      rows: 3,
      accepted: 2,
      quarantined: 1,
      duplicates: 0,
      corrected: 0,
    });
    const after = await state(batchId);
    expect(Object.entries(after).map(([table, rows]) => [table, (rows as unknown[]).length])).toEqual([
      ['raw_rows', 3],
      ['quarantine', 1],
      ['row_versions', 2],
      ['observations', 0],
      ['events', 2],
      ['watermarks', 1],
    ]);
  });

  test('a fault of the program ends the batch as failed, with nothing kept and the fault told', async () => {
    const real = createSourcesWarehouse(county.warehouse, county.files);
    const broken = await openTestLanding({
      on: county,
      real,
      store: (whole) => breaking(whole, 'landMapped', 'after', new Error('bug')),
    });
    const { batchId } = await broken.receive('complaints', await county.file(name(), register('bug')));
    expect(await broken.run(batchId)).toMatchObject({ state: 'failed', rows: 0, accepted: 0 });
    expect(broken.faults).toHaveLength(1);
    expect(Object.values(await state(batchId)).flat()).toEqual([]);
  });

  test('a refusal in the middle keeps nothing either', async () => {
    const real = createSourcesWarehouse(county.warehouse, county.files);
    const error = new PermanentError('invalid', 'some-reason', { zh: '不行', en: 'no' });
    const broken = await openTestLanding({
      on: county,
      real,
      store: (whole) => breaking(whole, 'landRows', 'after', error),
    });
    const { batchId } = await broken.receive('complaints', await county.file(name(), register('refusal')));
    expect(await broken.run(batchId)).toMatchObject({ state: 'refused', problem: { code: 'some-reason' } });
    expect(Object.values(await state(batchId)).flat()).toEqual([]);
  });
});

describe('cancelling', () => {
  test('before it runs ends the batch and leaves nothing', async () => {
    const { batchId } = await county.receive('complaints', await county.file(name(), register('cancel')));
    await county.imports.cancel(String(batchId));
    expect(await county.run(batchId)).toMatchObject({ state: 'cancelled', rows: 0 });
    expect(Object.values(await state(batchId)).flat()).toEqual([]);
    await expect(county.imports.cancel(String(batchId))).rejects.toMatchObject({ code: 'batch-ended' });
  });

  test.each([
    ['while it lands takes back what was written', 'landRows', false],
    ['is no failure where the abort surfaces as an error of another kind', 'load', true],
  ] as const)('%s', async (_, step, throws) => {
    const real = createSourcesWarehouse(county.warehouse, county.files);
    let batch = 0;
    const slow: LandingStore = {
      ...real,
      stage: (plan, work) =>
        real.stage(plan, (stage) =>
          work(
            new Proxy(stage, {
              get(target, property) {
                const member: unknown = Reflect.get(target, property, target);
                if (typeof member !== 'function') return member;
                const call = member.bind(target) as (...args: unknown[]) => unknown;
                if (property !== step) return call;
                return async (...args: unknown[]) => {
                  await call(...args);
                  await cancelling.imports.cancel(String(batch));
                  if (throws) throw new DOMException('This operation was aborted', 'AbortError');
                };
              },
            }),
          ),
        ),
    };
    const cancelling = await openTestLanding({ on: county, real, store: () => slow });
    batch = (await cancelling.receive('complaints', await county.file(name(), register(`late-${step}`))))
      .batchId;
    expect(await cancelling.run(batch)).toMatchObject({ state: 'cancelled', accepted: 0 });
    expect(Object.values(await state(batch)).flat()).toEqual([]);
  });

  test('an end of the process without a cancel leaves the batch to be taken up again', async () => {
    const { batchId } = await county.receive('complaints', await county.file(name(), register('restart')));
    await expect(county.run(batchId, AbortSignal.abort())).rejects.toBeInstanceOf(TransientError);
    expect(await county.imports.unfinished()).toContain(batchId);
    expect(await county.run(batchId)).toMatchObject({ state: 'done', accepted: 2 });
  });
});

describe('whatever is delivered', () => {
  const cell = fc.constantFrom('1', '2', '3.5', '约3', '', 'x', '-7', '1e99', '１２');
  const line = fc.record({
    employer: fc.integer({ min: 400, max: 404 }),
    period: fc.constantFrom('2026-04', '2026年5月', '2026-13', ''),
    value: cell,
    extra: fc.constantFrom('', ',多余', ',"两\n行"'),
  });
  test('counts add up, each row is one thing, and nothing is kept that is not in the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 25 }),
        fc.boolean(),
        async (lines, total) => {
          const rows = lines.map(
            ({ employer, period, value, extra }) =>
              `${madeUscc(employer)},惠来寅${employer}有限公司,葵潭镇,SI02,${period},${value}${extra}`,
          );
          const content = [
            '统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值',
            ...rows,
            ...(total ? ['合计,,,,,1'] : []),
            '',
          ].join('\n');
          const summary = await county.bring('social-insurance', name(), content);
          const { rows: all, accepted, quarantined, duplicates } = summary;
          expect(summary.state).toBe('done');
          expect(all).toBe(lines.length);
          expect(accepted + quarantined + duplicates).toBe(all);
          const kept = await county.ask(
            `SELECT row FROM miaotou.observations WHERE batch_id = ${summary.batchId}`,
          );
          const held = await county.ask(
            `SELECT row FROM miaotou.quarantine WHERE batch_id = ${summary.batchId}`,
          );
          const raw = await county.imports.rows(summary.batchId, { page: 1, pageSize: 100 });
          expect([kept.length, held.length, raw.items.length, raw.total]).toEqual([
            accepted,
            quarantined,
            all,
            all,
          ]);
          expect(raw.items.map(({ cells }) => [...cells].slice(0, 6))).toEqual(
            lines.map(({ employer, period, value }) => [
              madeUscc(employer),
              `惠来寅${employer}有限公司`,
              '葵潭镇',
              'SI02',
              period,
              value,
            ]),
          );
          const places = [...kept, ...held].map((one) => one['row']);
          expect(new Set(places).size).toBe(places.length);
          const values = await county.ask(
            `SELECT value FROM miaotou.observations WHERE batch_id = ${summary.batchId}`,
          );
          const written = new Set(lines.map(({ value }) => Number(value.normalize('NFKC'))));
          expect(values.every((one) => written.has(Number(one['value'])))).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});
