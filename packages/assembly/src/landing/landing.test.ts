import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testWarehouse } from '@miaotou/testkit';
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

const valuesHeader = '统一社会信用代码,单位名称,所属乡镇,指标代码,所属期,数值';
const values = (lines: readonly string[]) => `${valuesHeader}\n${lines.join('\n')}\n`;
const registerHeader =
  '登记编号,登记日期,投诉人,身份证号,银行卡号,被投诉单位,统一社会信用代码,所属乡镇,人数,涉及金额';
const registered = (lines: readonly string[]) => `${registerHeader}\n${lines.join('\n')}\n`;
const name = (suffix: string) => `f${(files += 1)}-${suffix}`;

describe('counts', () => {
  test('a clean CSV of values lands', async () => {
    const rows = Array.from(
      { length: 5 },
      (_, i) => `${madeUscc(i)},惠来测试${i}有限公司,葵潭镇,SI02,2026-05,${i * 100}`,
    );
    const summary = await county.bring('social-insurance', name('a.csv'), values(rows));
    expect(summary).toMatchObject({
      state: 'done',
      rows: 5,
      accepted: 5,
      quarantined: 0,
      duplicates: 0,
      corrected: 0,
    });
    const landed = await county.ask(
      'SELECT indicator, region, toString(period) AS period, value, row FROM miaotou.observations ORDER BY value',
    );
    expect(landed[1]).toEqual({
      indicator: 'SI02',
      region: '445224114',
      period: '2026-05-01',
      value: 100,
      row: 3,
    });
    expect(county.done).toContain(Number(summary.batchId));
  });

  test('the same file again changes nothing', async () => {
    const content = values([`${madeUscc(50)},惠来甲有限公司,葵潭镇,SI02,2026-05,1`]);
    const first = await county.bring('social-insurance', name('a.csv'), content);
    const again = await county.receive('social-insurance', await county.file(name('b.csv'), content));
    expect(again).toEqual({ batchId: Number(first.batchId), known: true });
    await county.run(again.batchId);
    expect(await county.ask('SELECT value FROM miaotou.observations')).toHaveLength(1);
  });

  test('rows delivered before are duplicates, changed ones are corrections and newer versions', async () => {
    const row = (i: number, value: number) =>
      `${madeUscc(60 + i)},惠来乙${i}有限公司,葵潭镇,SI02,2026-05,${value}`;
    await county.bring('social-insurance', name('a.csv'), values([row(1, 10), row(2, 20), row(3, 30)]));
    county.now = new Date('2026-06-11T02:00:00Z');
    const second = await county.bring(
      'social-insurance',
      name('b.csv'),
      values([row(1, 10), row(2, 25), row(3, 30), row(4, 40)]),
    );
    expect(second).toMatchObject({ rows: 4, accepted: 2, duplicates: 2, quarantined: 0, corrected: 1 });
    const newest = await county.ask(
      'SELECT argMax(value, observed_at) AS value FROM miaotou.observations GROUP BY subject_id ORDER BY value',
    );
    expect(newest.map((one) => one['value'])).toEqual([10, 25, 30, 40]);
    county.now = new Date('2026-06-10T02:00:00Z');
  });

  test('a value from before contents were kept is known again by itself, a changed one is a correction', async () => {
    const row = (i: number, value: number, town = '葵潭镇') =>
      `${madeUscc(80 + i)},惠来丙${i}有限公司,${town},SI02,2026-05,${value}`;
    await county.bring('social-insurance', name('a.csv'), values([row(1, 10), row(2, 20), row(3, 30)]));
    await county.warehouse.command(
      'ALTER TABLE miaotou.observations UPDATE content = 0 WHERE 1 SETTINGS mutations_sync = 2',
    );
    county.now = new Date('2026-06-11T02:00:00Z');
    const second = await county.bring(
      'social-insurance',
      name('b.csv'),
      values([row(1, 10), row(2, 25), row(4, 40)]),
    );
    expect(second).toMatchObject({ rows: 3, accepted: 2, duplicates: 1, corrected: 1 });
    county.now = new Date('2026-06-12T02:00:00Z');
    // What was corrected since has its content, so that 20 is no row that stands.
    const third = await county.bring('social-insurance', name('c.csv'), values([row(2, 20), row(3, 30)]));
    expect(third).toMatchObject({ rows: 2, accepted: 1, duplicates: 1, corrected: 1 });
    county.now = new Date('2026-06-10T02:00:00Z');
  });

  test('an identical row of one file is a duplicate, differing rows of one key are all kept back', async () => {
    const row = (i: number, value: number) =>
      `${madeUscc(70 + i)},惠来丙${i}有限公司,葵潭镇,SI02,2026-05,${value}`;
    const summary = await county.bring(
      'social-insurance',
      name('a.csv'),
      values([row(1, 1), row(1, 1), row(2, 2), row(2, 3), row(2, 2), row(3, 9)]),
    );
    expect(summary).toMatchObject({ rows: 6, accepted: 2, duplicates: 2, quarantined: 2 });
    const page = await county.quarantine.ofBatch(summary.batchId, { page: 1, pageSize: 50 });
    expect(page.items.map(({ row: at, faults }) => [at, faults.map(({ code }) => code)])).toEqual([
      [4, ['duplicate-key-in-file']],
      [5, ['duplicate-key-in-file']],
    ]);
  });

  test('every fault of a row is listed with its column, and the message is in both languages', async () => {
    const bad = madeUscc(80).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const summary = await county.bring(
      'social-insurance',
      name('a.csv'),
      values([`${madeUscc(81)},惠来丁有限公司,葵潭镇,SI02,2026-05,1`, `${bad},,葵潭镇,SI02,2026-13,约3万`]),
    );
    expect(summary).toMatchObject({ rows: 2, accepted: 1, quarantined: 1 });
    const { items, reasons } = await county.quarantine.ofBatch(summary.batchId, { page: 1, pageSize: 50 });
    expect(items[0]?.faults.map(({ code, header, value }) => [code, header, value])).toEqual([
      ['empty', '单位名称', ''],
      ['bad-month', '所属期', '2026-13'],
      ['approximate-amount', '数值', '约3万'],
      ['bad-uscc', '统一社会信用代码', bad],
    ]);
    expect(items[0]?.cells).toHaveLength(6);
    expect(items[0]?.faults[0]?.message.zh).not.toBe('');
    expect(reasons).toHaveLength(4);
  });
});

describe('a file that the engine might misread goes the exact way', () => {
  const good = (i: number) => `${madeUscc(100 + i)},惠来戊${i}有限公司,葵潭镇,SI02,2026-05,${i}`;
  test.each([
    [
      'a total at the end is no row',
      [good(1), good(2), '合计,,,,,3'],
      { rows: 2, accepted: 2, quarantined: 0 },
    ],
    ['a blank line is no row', [good(3), '', good(4), ',,,,,'], { rows: 2, accepted: 2, quarantined: 0 }],
    [
      'a cell over two lines is one row',
      [good(5).replace('惠来戊5', '"惠来\n戊5"'), good(6)],
      { rows: 2, accepted: 2 },
    ],
    ['a row with more cells keeps them all', [`${good(7)},外,溢`], { rows: 1, accepted: 1 }],
  ])('%s', async (_name, lines, counts) => {
    const summary = await county.bring('social-insurance', name('odd.csv'), values(lines));
    expect(summary).toMatchObject({ state: 'done', ...counts });
  });

  test('surplus cells are among the raw cells', async () => {
    const summary = await county.bring('social-insurance', name('odd.csv'), values([`${good(8)},外,溢`]));
    const { items } = await county.imports.rows(summary.batchId, { page: 1, pageSize: 10 });
    expect(items[0]?.cells.slice(-2)).toEqual(['外', '溢']);
  });
});

describe('a register with persons in it', () => {
  const person = '张三,445224199001011234,6222020200112233445';
  test('keeps no personal cell as it came, anywhere in the warehouse', async () => {
    const summary = await county.bring(
      'complaints',
      name('r.csv'),
      registered([
        `A-1,2026-06-01,${person},惠来己有限公司,,葵潭镇,3,1200.5`,
        `A-2,不详,${person},惠来己有限公司,,葵潭镇,3,1200`,
      ]),
    );
    expect(summary).toMatchObject({ rows: 2, accepted: 1, quarantined: 1 });
    for (const table of ['raw_rows', 'quarantine', 'events', 'row_versions']) {
      const everything = JSON.stringify(await county.ask(`SELECT * FROM miaotou.${table}`));
      for (const secret of ['张三', '445224199001011234', '6222020200112233445'])
        expect(everything).not.toContain(secret);
    }
    const [event] = await county.ask(
      'SELECT event_id, amount_fen, persons, person_keys, attributes, toString(occurred_at) AS at FROM miaotou.events',
    );
    expect(event).toMatchObject({
      event_id: 'test-register:A-1',
      amount_fen: '120050',
      persons: 3,
      attributes: { by: '张**' },
    });
    expect(event?.['person_keys']).toHaveLength(1);
    expect(String(event?.['at'])).toContain('2026-05-31');
  });

  test('a correction that moves an event takes it back at its old place', async () => {
    await county.bring(
      'complaints',
      name('r.csv'),
      registered([`B-1,2026-06-01,${person},惠来庚有限公司,,葵潭镇,3,`]),
    );
    county.now = new Date('2026-06-12T02:00:00Z');
    const second = await county.bring(
      'complaints',
      name('r.csv'),
      registered([`B-1,2026-06-05,${person},惠来庚有限公司,,葵潭镇,4,`]),
    );
    expect(second).toMatchObject({ accepted: 1, corrected: 1 });
    const standing = await county.ask(`SELECT toString(toDate(occurred_at, 'Asia/Shanghai')) AS day FROM (
      SELECT occurred_at, argMax(retracted, observed_at) AS gone FROM miaotou.events GROUP BY event_id, occurred_at, employer_id) WHERE gone = 0`);
    expect(standing).toEqual([{ day: '2026-06-05' }]);
    county.now = new Date('2026-06-10T02:00:00Z');
  });

  test('a file of the wrong kind is refused whole with what was expected and found', async () => {
    const summary = await county.bring('complaints', name('w.csv'), '水果,价格\n苹果,3\n');
    expect(summary.state).toBe('refused');
    expect(summary.problem?.message.zh).toContain('水果');
    expect(summary.problem?.message.zh).toContain('登记簿');
    expect(await county.ask('SELECT * FROM miaotou.raw_rows')).toEqual([]);
  });

  test.each([
    ['an empty file', '', 'empty-file'],
    ['a header without rows', `${registerHeader}\n`, 'header-only'],
    ['a header and a total', `${registerHeader}\n合计,,,,,,,,,\n`, 'header-only'],
  ])('%s is refused', async (_name, content, code) => {
    const summary = await county.bring('complaints', name('e.csv'), content);
    expect(summary).toMatchObject({ state: 'refused', problem: { code } });
  });
});

describe('rows of one employer mapped together', () => {
  const header = '统一社会信用代码,单位名称,险种,费款所属期,欠费金额';
  const file = (lines: readonly string[]) => `${header}\n${lines.join('\n')}\n`;
  const [a, b] = [madeUscc(200), madeUscc(201)];
  const newest = `SELECT subject_id, argMax(value, (observed_at, batch_id)) AS value FROM miaotou.observations WHERE indicator = 'SI02' GROUP BY subject_id ORDER BY value`;

  test('months are counted once, and a corrected row is summed with the unchanged ones', async () => {
    const lines = [
      `${a},惠来辛有限公司,养老,2026-04,100`,
      `${a},惠来辛有限公司,失业,2026-04,10`,
      `${a},惠来辛有限公司,养老,2026-05,200`,
      `${b},惠来壬有限公司,养老,2026-05,7`,
    ];
    await county.bring('social-insurance', name('g.csv'), file(lines));
    expect(
      (await county.ask(`SELECT max(value) AS months FROM miaotou.observations WHERE indicator = 'SI01'`))[0],
    ).toEqual({ months: 2 });
    expect((await county.ask(newest)).map((one) => one['value'])).toEqual([700, 31_000]);
    county.now = new Date('2026-06-12T02:00:00Z');
    const second = await county.bring(
      'social-insurance',
      name('g.csv'),
      file(lines.map((line) => line.replace('失业,2026-04,10', '失业,2026-04,20'))),
    );
    expect(second).toMatchObject({ rows: 4, accepted: 1, duplicates: 3, corrected: 1 });
    expect((await county.ask(newest)).map((one) => one['value'])).toEqual([700, 32_000]);
    county.now = new Date('2026-06-10T02:00:00Z');
  });

  test('a quarantined row that is mended is summed with the rows that were kept', async () => {
    const lines = [
      `${a},惠来辛有限公司,养老,2026-04,100`,
      `${a},惠来辛有限公司,失业,2026-04,约10`,
      `${b},惠来壬有限公司,养老,2026-04,约7`,
    ];
    const first = await county.bring('social-insurance', name('h.csv'), file(lines));
    expect(first).toMatchObject({ accepted: 1, quarantined: 2 });
    county.now = new Date('2026-06-13T02:00:00Z');
    const { items } = await county.quarantine.ofBatch(first.batchId, {
      page: 1,
      pageSize: 10,
      state: 'open',
    });
    const mended = items.map(({ sheet, row, cells }) => ({
      sheet,
      row,
      cells: cells.map((cell) => (cell === '约10' ? '10' : cell)),
    }));
    const viewer = {
      id: '1',
      username: 'intake',
      displayName: '收件',
      role: 'intake' as const,
      scope: ['*'],
    };
    const { batchId } = await county.quarantine.rerun(
      first.batchId,
      { rows: mended, reason: '电话核实' },
      viewer,
    );
    county.now = new Date('2026-06-13T02:00:01Z');
    const second = await county.run(batchId);
    expect(second).toMatchObject({ state: 'done', rows: 2, accepted: 1, quarantined: 1, duplicates: 0 });
    expect((await county.ask(newest)).map((one) => one['value'])).toEqual([11_000]);
    const after = await county.quarantine.ofBatch(first.batchId, { page: 1, pageSize: 10 });
    expect(after.items.map(({ row, state }) => [row, state])).toEqual([
      [3, 'corrected'],
      [4, 'open'],
    ]);
    await expect(
      county.quarantine.rerun(first.batchId, { rows: mended, reason: '再试' }, viewer),
    ).rejects.toMatchObject({ code: 'row-not-open' });
    await county.quarantine.discard(
      first.batchId,
      { rows: [{ sheet: '', row: 4 }], reason: '对方撤回' },
      viewer,
    );
    const closed = await county.quarantine.ofBatch(first.batchId, { page: 1, pageSize: 10, state: 'open' });
    expect(closed).toMatchObject({ total: 0, reasons: [] });
    county.now = new Date('2026-06-10T02:00:00Z');
  });
});
