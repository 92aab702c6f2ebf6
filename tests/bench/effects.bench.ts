import { randomBytes } from 'node:crypto';
import { createEffects, effectMoments, noGaps, storedRule } from '@miaotou/engine';
import type { Effects } from '@miaotou/engine';
import { loadRuleBook } from '@miaotou/rules';
import { testRecords, testWarehouse } from '@miaotou/testkit';
import { createEffectsWarehouse, createRulesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';

const now = new Date('2026-11-23T10:00:00+08:00');
const goals = { 3_000: 1, 100_000: 10 } as const;
const keystrokes = [2, 3, 4, 6, 7] as const;

/** Two years of monthly arrears and headcounts: about two in a hundred owe, and each month is known ten days after its end. */
async function fill(warehouse: Warehouse, employers: number): Promise<void> {
  const values = { SI01: 'if(h % 100 < 2, 1 + h % 7, 0)', insured_headcount: 'toFloat64(5 + e % 200)' };
  for (const [indicator, value] of Object.entries(values)) {
    await warehouse.command(`INSERT INTO miaotou.observations (indicator, subject_kind, subject_id, region, period, value, observed_at, layout, batch_id, row, sheet, retracted)
      SELECT '${indicator}', 'employer', toString(e), concat('4452241', leftPad(toString(1 + e % 17), 2, '0')), addMonths(toDate('2024-11-01'), m), ${value},
        toDateTime64(addMonths(toDate('2024-12-10'), m), 3, 'UTC'), 'si-arrears', 1, e, '', 0
      FROM (SELECT number % ${employers} AS e, intDiv(number, ${employers}) AS m, cityHash64(number, '${indicator}') AS h FROM numbers(${employers * 24}))`);
  }
}

async function open(warehouse: Warehouse) {
  const records = await testRecords();
  const published = (await loadRuleBook()).map(({ file }) => ({
    ...storedRule(file),
    origin: 'book',
    publishedAt: new Date(0),
    author: null,
    reason: null,
    approvedBy: null,
    basedOn: null,
    replayId: null,
    draftId: null,
  }));
  const effects = createEffects({
    warehouse: createRulesWarehouse(warehouse),
    layouts: async () => [],
    deliveries: { gaps: async () => noGaps, standings: async () => new Map() },
    records,
    store: { published: async () => published, subjects: async () => new Map() },
    effects: createEffectsWarehouse(warehouse),
    drafts: { begin: () => Promise.reject(new Error('no draft is made here')) },
    timeNodes: async () => () => [],
    levelsAt: async () => [],
    clock: { now: () => now },
    newFilling: () => randomBytes(8).readBigUInt64BE().toString(),
    onFault: (error) => {
      throw error;
    },
  });
  return { effects, records };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function prepared(effects: Effects): Promise<void> {
  for (;;) {
    if ((await effects.look('R08', {})).state === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One rule on values (R08) tried over twelve months: preparing once, the first keystroke, and later ones. */
export async function run(print: (line: string) => void): Promise<void> {
  for (const [count, goal] of Object.entries(goals)) {
    const warehouse = await testWarehouse();
    await fill(warehouse, Number(count));
    const { effects, records } = await open(warehouse);
    const preparing = await seconds(() => prepared(effects));
    const times: number[] = [];
    for (const step of keystrokes) {
      times.push(
        await seconds(() => effects.look('R08', { months: { blue: Math.min(step, 2), red: 5 + step } })),
      );
    }
    const [first = Number.NaN, ...later] = times;
    const worst = Math.max(...times);
    print(
      `${count} employers × ${effectMoments(now).length} moments: prepared once in ${preparing.toFixed(1)} s; first keystroke ${first.toFixed(2)} s, later ${Math.min(...later).toFixed(2)}–${Math.max(...later).toFixed(2)} s; goal < ${goal} s: ${worst < goal ? 'reached' : 'MISSED'}`,
    );
    await effects.close();
    await records.close();
  }
}
