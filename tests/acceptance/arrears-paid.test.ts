import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertDetail } from '@miaotou/contracts';
import { syntheticUscc } from '@miaotou/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCounty, type County } from './county.js';

const control = { signal: new AbortController().signal, progress: () => undefined };
const leader = { id: '1', username: 'l', displayName: 'l', role: 'leader', scope: ['*'] } as const;
const at = (day: string): Date => new Date(`${day}T08:00:00+08:00`);

/** Employers by what becomes of them. */
const firms = {
  paid: { uscc: syntheticUscc(1), name: '惠来县甲一制鞋有限公司' },
  owing: { uscc: syntheticUscc(2), name: '惠来县乙二制衣有限公司' },
  second: { uscc: syntheticUscc(3), name: '惠来县丙三食品有限公司' },
  hidden: { uscc: syntheticUscc(4), name: '惠来县丁四塑料有限公司' },
} as const;
type Firm = (typeof firms)[keyof typeof firms] | { readonly uscc: string; readonly name: string };

const header =
  '单位编号,统一社会信用代码,单位名称,险种,费款所属期,应缴金额,实缴金额,欠费金额,滞纳金,参保人数';
const owes = ({ uscc, name }: Firm, ...months: string[]): string[] =>
  months.map((month) => `,${uscc},${name},养老,${month},1000,0,1000,1,20`);

describe('the list of insurance arrears tells who has paid by naming them no more', () => {
  let county: County;
  let directory = '';
  let files = 0;

  async function bring(day: string, ...lines: string[]): Promise<void> {
    files += 1;
    const fileName = `arrears-${files}.csv`;
    const path = join(directory, fileName);
    await writeFile(path, `${[header, ...lines].join('\n')}\n`);
    const { imports } = county.product;
    const { batchId } = await imports.receive({
      source: 'social-insurance',
      path,
      fileName,
      via: 'command',
      receivedFrom: 'test',
      receivedAt: at(day),
      observedAt: at(day),
    });
    expect(await imports.run(batchId, control)).toMatchObject({ state: 'done', quarantined: 0 });
  }
  const judge = (day: string) =>
    county.product.evaluation.evaluate({ reason: 'manual', full: true, asOf: at(day) }, control);
  async function alertOf({ name }: Firm): Promise<AlertDetail> {
    const found = (await county.alertsOf('R08')).find(({ subjectName }) => subjectName === name);
    return county.product.alerts.get(found?.id ?? 'none', leader);
  }
  /** Months owed as told at the end, by period. */
  async function monthsOwed({ name }: Firm): Promise<Record<string, number>> {
    const { subjectId } = await alertOf({ uscc: '', name });
    const rows = await county.product.warehouse.run(
      `SELECT toString(period) AS period, argMax(value, (observed_at, batch_id)) AS value FROM miaotou.observations
       WHERE indicator = 'SI01' AND subject_id = {subject:String} GROUP BY period ORDER BY period`,
      { subject: subjectId },
      z.object({ period: z.string(), value: z.number() }),
    );
    return Object.fromEntries(rows.map(({ period, value }) => [period.slice(0, 7), value]));
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'arrears-'));
    county = await openCounty();
    const { paid, owing, second, hidden } = firms;
    const early = ['2025-01', '2025-02'];
    await bring('2025-03-10', ...[paid, owing, second, hidden].flatMap((firm) => owes(firm, ...early)));
    await judge('2025-03-10');
  });
  afterAll(async () => {
    await county?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('whoever is listed with two months stands at yellow', async () => {
    for (const firm of Object.values(firms)) {
      expect(await alertOf(firm)).toMatchObject({ tier: 'yellow', state: 'open', standing: null });
    }
  });

  it('one who is on the next list no more begins to ease; a second file of the month takes nothing from the first', async () => {
    const { owing, second, hidden } = firms;
    await bring(
      '2025-04-10',
      ...[owing, hidden].flatMap((firm) => owes(firm, '2025-01', '2025-02', '2025-03')),
    );
    await bring('2025-04-11', ...owes(second, '2025-01', '2025-02', '2025-03'));
    await judge('2025-04-11');
    expect(await monthsOwed(firms.paid)).toEqual({ '2025-02': 2, '2025-03': 0 });
    expect(await monthsOwed(second)).toEqual({ '2025-02': 2, '2025-03': 3 });
    expect(await monthsOwed(owing)).toEqual({ '2025-02': 2, '2025-03': 3 });
    const paid = await alertOf(firms.paid);
    expect(paid).toMatchObject({ tier: 'yellow', state: 'open' });
    expect(paid.standing?.zh).toBe('自2025-04-11起已无信号，满15天后自动解除。');
    expect(await alertOf(owing)).toMatchObject({ tier: 'orange', state: 'open' });
  });

  it('after the hold the alert of who has paid ends, and only that one', async () => {
    await judge('2025-04-26');
    expect(await alertOf(firms.paid)).toMatchObject({ state: 'resolved' });
    expect(await alertOf(firms.owing)).toMatchObject({ state: 'open', tier: 'orange' });
    expect(await alertOf(firms.second)).toMatchObject({ state: 'open', tier: 'orange' });
  });

  it('a list with a name that is not known for sure says nothing of who is absent', async () => {
    const unknown = { uscc: '', name: '丁四塑料' };
    await bring('2025-05-10', ...owes(firms.owing, '2025-04'), ...owes(unknown, '2025-04'));
    await judge('2025-05-10');
    expect(await monthsOwed(firms.hidden)).toEqual({ '2025-02': 2, '2025-03': 3 });
    expect(await alertOf(firms.hidden)).toMatchObject({ state: 'open', tier: 'orange', standing: null });
  });

  it('a list that does not come tells nothing: its old months are judged no more, and no alert ends by it', async () => {
    const { abstentions } = await judge('2025-06-28');
    expect(abstentions.find(({ ruleId }) => ruleId === 'R08')).toMatchObject({ reason: 'source-behind' });
    for (const firm of [firms.second, firms.hidden])
      expect(await alertOf(firm)).toMatchObject({ state: 'open', tier: 'orange', standing: null });
    await bring('2025-06-29', ...owes(firms.owing, '2025-05'));
    await judge('2025-06-29');
    expect((await alertOf(firms.second)).standing).not.toBeNull();
  });
});
