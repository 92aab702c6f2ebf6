import ExcelJS from '@protobi/exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testWarehouse } from '@miaotou/testkit';
import { madeUscc, openTestLanding } from '../landing/fixture.js';
import type { TestLanding } from '../landing/fixture.js';

let county: TestLanding;
let files = 0;
let clock = 0;
beforeAll(async () => {
  county = await openTestLanding();
}, 120_000);
afterAll(async () => {
  await county.records.close();
});
beforeEach(async () => {
  await testWarehouse();
});

const viewer = {
  id: '1',
  username: 'intake',
  displayName: '收件',
  role: 'intake' as const,
  scope: ['*'],
};
const never = new AbortController().signal;
const header =
  '登记编号,登记日期,投诉人,身份证号,银行卡号,被投诉单位,统一社会信用代码,所属乡镇,人数,涉及金额';
const line = (number: string, persons: string, amount: string, day = '2026-05-01') =>
  `${number},${day},张三,445224199001011234,6222000011112222,惠来甲有限公司,,葵潭镇,${persons},${amount}`;

/** Later than whatever was done before. */
function tick(): void {
  clock += 1;
  county.now = new Date(Date.UTC(2026, 5, 10, 2, clock));
}

async function brought(...lines: readonly string[]) {
  tick();
  files += 1;
  // What differs must not only be the name: the same content is the same delivery.
  return county.bring('complaints', `q${files}.csv`, `${header}\n${lines.join('\n')}\n`);
}
/** Runs every correction that was begun. */
async function run() {
  tick();
  const summaries = [];
  for (const id of county.queued.splice(0)) summaries.push(await county.run(id));
  return summaries;
}
const rowsOf = async (batchId: string) =>
  (await county.quarantine.ofBatch(batchId, { page: 1, pageSize: 200 })).items;
const amounts = async () =>
  (
    await county.ask(
      `SELECT event_id, said FROM (SELECT event_id, argMax(amount_fen, (observed_at, batch_id)) AS said, argMax(retracted, (observed_at, batch_id)) AS gone
       FROM miaotou.events GROUP BY event_id) WHERE gone = 0 ORDER BY event_id`,
    )
  ).map(({ event_id, said }) => [event_id, said === null ? null : Number(said)]);
const mapping = (
  from: string | null,
  change: Parameters<typeof county.quarantine.mappings.preview>[0]['change'],
) => ({
  layout: 'test-register',
  reason: 'approximate-amount',
  field: 'amount',
  from,
  change,
});

describe('a correction by mapping', () => {
  test('is previewed, mends every row with that text, and is taken back', async () => {
    const first = await brought(
      line('M1', '1', '约3万'),
      line('M2', '1', '约3万'),
      line('M3', '约5', '约3万'),
    );
    const second = await brought(line('M4', '2', '约3万'), line('M5', '2', '100'), line('M6', '2', '约9万'));
    expect([first, second].map(({ quarantined }) => quarantined)).toEqual([3, 2]);

    const groups = await county.quarantine.groups({ layout: 'test-register' });
    expect(groups).toMatchObject({ rows: 5, batches: 2 });
    expect(groups.groups[0]).toMatchObject({
      code: 'approximate-amount',
      field: 'amount',
      header: '涉及金额',
      rows: 5,
      batches: 2,
      distinct: 2,
      mappable: true,
      values: [
        { value: '约3万', rows: 4 },
        { value: '约9万', rows: 1 },
      ],
    });

    const meant = mapping('约3万', { kind: 'replace', to: '30000' });
    const preview = await county.quarantine.mappings.preview(meant, never);
    expect(preview).toMatchObject({ rows: 4, batches: 2, tried: 4, mended: 3 });
    expect(preview.remaining).toMatchObject([{ field: 'persons', header: '人数', rows: 1 }]);
    expect(preview.samples[0]).toMatchObject({ before: '约3万', after: '30000', faults: [] });
    // A preview leaves nothing behind.
    expect(await rowsOf(first.batchId)).toHaveLength(3);
    expect(await amounts()).toEqual([['test-register:M5', 10_000]]);

    const input = { mapping: meant, rows: 4, reason: '电话核实，均为三万元整', keep: false };
    await expect(county.quarantine.mappings.apply({ ...input, rows: 3 }, viewer)).rejects.toMatchObject({
      code: 'group-changed',
    });
    const begun = await county.quarantine.mappings.apply(input, viewer);
    expect(begun).toMatchObject({ rows: 4, mappingId: null });
    const done = await run();
    expect(done.map(({ rows, accepted, quarantined }) => [rows, accepted, quarantined])).toEqual([
      [3, 2, 1],
      [1, 1, 0],
    ]);
    expect(await amounts()).toEqual([
      ['test-register:M1', 3_000_000],
      ['test-register:M2', 3_000_000],
      ['test-register:M4', 3_000_000],
      ['test-register:M5', 10_000],
    ]);
    const after = await rowsOf(first.batchId);
    expect(after.map(({ row, state, version }) => [row, state, version])).toEqual([
      [2, 'corrected', 2],
      [3, 'corrected', 2],
      [4, 'open', 2],
    ]);
    // What the mapping mended in a row that is still faulty stays mended.
    expect(after[2]?.cells.at(-1)).toBe('30000');
    expect(after[2]?.faults.map(({ field }) => field)).toEqual(['persons']);

    tick();
    await county.quarantine.rerun(
      first.batchId,
      {
        rows: after
          .slice(2)
          .map((row) => ({ ...row, cells: row.cells.map((cell) => (cell === '约5' ? '5' : cell)) })),
        reason: '核实人数',
      },
      viewer,
    );
    expect(await run()).toMatchObject([{ rows: 1, accepted: 1, quarantined: 0 }]);
    expect((await amounts()).find(([id]) => id === 'test-register:M3')).toEqual([
      'test-register:M3',
      3_000_000,
    ]);

    const { items } = await county.quarantine.corrections({ page: 1, pageSize: 20, corrects: first.batchId });
    expect(items.map(({ kind, author, accepted }) => [kind, author, accepted])).toEqual([
      ['cells', 'intake', 1],
      ['mapping', 'intake', 2],
    ]);
    tick();
    const undone = items[1]?.batchId ?? '';
    await county.quarantine.undo(undone, '单位来函更正', viewer);
    await expect(county.quarantine.undo(undone, '再撤一次', viewer)).rejects.toMatchObject({
      code: 'correction-undone',
    });
    expect(await run()).toMatchObject([{ state: 'done', rows: 2, accepted: 0, quarantined: 2 }]);
    expect(county.done).toContain(Number(undone));
    // The row that was corrected once more since stands; those of the mapping wait again as they were delivered.
    expect((await amounts()).map(([id]) => id)).toEqual([
      'test-register:M3',
      'test-register:M4',
      'test-register:M5',
    ]);
    const again = await rowsOf(first.batchId);
    expect(again.map(({ row, state, cells }) => [row, state, cells.at(-1)])).toEqual([
      [2, 'open', '约3万'],
      [3, 'open', '约3万'],
      [4, 'corrected', '30000'],
    ]);
    const { versions } = await county.quarantine.history(first.batchId, { sheet: '', row: 2 });
    expect(versions.map(({ state, by, reason }) => [state, by, reason])).toEqual([
      ['open', '', ''],
      ['corrected', 'intake', '电话核实，均为三万元整'],
      ['open', 'intake', '单位来函更正'],
    ]);
    // What was taken back is no duplicate when it comes again.
    tick();
    await county.quarantine.rerun(
      first.batchId,
      {
        rows: again
          .slice(0, 1)
          .map((row) => ({ ...row, cells: row.cells.map((cell) => (cell === '约3万' ? '30000' : cell)) })),
        reason: '确为三万',
      },
      viewer,
    );
    expect(await run()).toMatchObject([{ accepted: 1, duplicates: 0 }]);
    expect((await amounts()).map(([id]) => id)).toContain('test-register:M1');
  });

  test('of thousands of rows is one run that never carries them through memory as text', async () => {
    const count = 10_000;
    const first = await brought(
      ...Array.from({ length: count }, (_, i) => line(`L${i}`, '1', i % 2 ? '约3万' : '5')),
    );
    const rows = count / 2;
    expect(first).toMatchObject({ accepted: rows, quarantined: rows });
    const meant = mapping('约3万', { kind: 'replace', to: '30000' });
    expect(await county.quarantine.mappings.preview(meant, never)).toMatchObject({
      rows,
      tried: rows,
      mended: rows,
    });
    await county.quarantine.mappings.apply({ mapping: meant, rows, reason: '核实', keep: false }, viewer);
    expect(await run()).toMatchObject([
      { state: 'done', rows, accepted: rows, quarantined: 0, duplicates: 0 },
    ]);
    expect(await county.quarantine.groups({})).toMatchObject({
      rows: 0,
      batches: 0,
      oldest: null,
      groups: [],
    });
    const [correction] = (await county.quarantine.corrections({ page: 1, pageSize: 1 })).items;
    expect(correction).toMatchObject({ kind: 'mapping', rows, state: 'done' });
  });

  test('that is kept reads later deliveries, says so on each, and can be ended', async () => {
    await brought(line('K1', '1', '3万余'));
    const meant = mapping('3万余', { kind: 'strip', text: '余' });
    const input = { mapping: meant, rows: 1, reason: '该单位惯用写法', keep: true };
    const { mappingId } = await county.quarantine.mappings.apply(input, viewer);
    expect(await run()).toMatchObject([{ accepted: 1 }]);
    const later = await brought(line('K2', '1', '3万余'), line('K3', '1', '4万余'));
    expect(later).toMatchObject({ accepted: 1, quarantined: 1 });
    expect((await county.imports.get(later.batchId)).notes.map(({ code }) => code)).toContain('value-mapped');
    // The row as it came still shows what the sender wrote.
    const { items } = await county.imports.rows(later.batchId, { page: 1, pageSize: 10 });
    expect(items[0]?.cells.at(-1)).toBe('3万余');
    const [standing] = await county.quarantine.mappings.standing();
    expect(standing).toMatchObject({ id: mappingId, header: '涉及金额', until: null, batches: 1, rows: 1 });
    await county.quarantine.mappings.end(mappingId ?? '', '单位已改', viewer);
    await expect(county.quarantine.mappings.end(mappingId ?? '', '单位已改', viewer)).rejects.toMatchObject({
      code: 'mapping-not-found',
    });
    expect(await brought(line('K4', '1', '3万余'))).toMatchObject({ accepted: 0, quarantined: 1 });
  });

  test('of a column with personal data is refused', async () => {
    await expect(
      county.quarantine.mappings.preview(
        { ...mapping(null, { kind: 'replace', to: 'x' }), reason: 'empty', field: 'person' },
        never,
      ),
    ).rejects.toMatchObject({ code: 'field-not-mappable' });
  });

  test('that is taken back leaves a sum as it was before', async () => {
    const arrears = '统一社会信用代码,单位名称,险种,费款所属期,欠费金额';
    tick();
    const first = await county.bring(
      'social-insurance',
      'sum.csv',
      `${arrears}\n${madeUscc(7)},惠来丁有限公司,养老,2026-04,100\n${madeUscc(7)},惠来丁有限公司,失业,2026-04,约10\n`,
    );
    expect(first).toMatchObject({ accepted: 1, quarantined: 1 });
    const owed = async () =>
      (
        await county.ask(
          `SELECT argMax(value, (observed_at, batch_id)) AS value FROM miaotou.observations WHERE indicator = 'SI02'`,
        )
      )[0]?.['value'];
    expect(await owed()).toBe(10_000);
    const meant = {
      ...mapping('约10', { kind: 'strip', text: '约' }),
      layout: 'test-arrears',
      field: 'owed',
    };
    await county.quarantine.mappings.apply({ mapping: meant, rows: 1, reason: '核实', keep: false }, viewer);
    const [done] = await run();
    expect(await owed()).toBe(11_000);
    tick();
    await county.quarantine.undo(done?.batchId ?? '', '有误', viewer);
    await run();
    expect(await owed()).toBe(10_000);
  });
});

describe('rows by themselves', () => {
  test('are checked before anything is kept', async () => {
    const first = await brought(line('C1', '约5', '约3万'));
    const [row] = await rowsOf(first.batchId);
    if (row === undefined) throw new Error('the row is not in quarantine');
    const cells = row.cells.map((cell) => (cell === '约3万' ? '30000' : cell));
    const still = await county.quarantine.check(first.batchId, [{ ...row, cells }], never);
    expect(still.rows[0]?.faults.map(({ header: of }) => of)).toEqual(['人数']);
    const fine = await county.quarantine.check(
      first.batchId,
      [{ ...row, cells: cells.map((cell) => (cell === '约5' ? '5' : cell)) }],
      never,
    );
    expect(fine.rows[0]?.faults).toEqual([]);
    expect(await amounts()).toEqual([]);
    expect(county.queued).toEqual([]);
  });

  test('of an older version than the newest are refused with a sentence', async () => {
    const first = await brought(line('V1', '1', '约3万'));
    const [row] = await rowsOf(first.batchId);
    if (row === undefined) throw new Error('the row is not in quarantine');
    const retry = { rows: [{ ...row, cells: [...row.cells] }], reason: '再试' };
    tick();
    await county.quarantine.rerun(first.batchId, retry, viewer);
    await run();
    await expect(county.quarantine.rerun(first.batchId, retry, viewer)).rejects.toMatchObject({
      code: 'row-changed',
      text: { zh: expect.stringContaining('已被他人更改') },
    });
  });

  test('two corrections of one row: the later finds it dealt with and changes nothing', async () => {
    const first = await brought(line('W1', '1', '约3万'));
    const [row] = await rowsOf(first.batchId);
    if (row === undefined) throw new Error('the row is not in quarantine');
    const to = (amount: string) => ({
      rows: [{ ...row, cells: row.cells.map((cell) => (cell === '约3万' ? amount : cell)) }],
      reason: '核实',
    });
    tick();
    await county.quarantine.rerun(first.batchId, to('30000'), viewer);
    await county.quarantine.rerun(first.batchId, to('50000'), viewer);
    expect(await run()).toMatchObject([
      { state: 'done', accepted: 1 },
      { state: 'refused', problem: { code: 'rows-dealt-with' } },
    ]);
    expect(await amounts()).toEqual([['test-register:W1', 3_000_000]]);
  });

  test('that were discarded can be taken back', async () => {
    const first = await brought(line('D1', '1', '约3万'));
    const rows = (await rowsOf(first.batchId)).map(({ sheet, row, version }) => ({ sheet, row, version }));
    tick();
    await county.quarantine.discard(first.batchId, { rows, reason: '重复登记' }, viewer);
    expect(await county.quarantine.list({ page: 1, pageSize: 10, layout: 'test-register' })).toMatchObject({
      total: 0,
    });
    const gone = (await rowsOf(first.batchId)).map(({ sheet, row, version }) => ({ sheet, row, version }));
    tick();
    await county.quarantine.restore(first.batchId, { rows: gone, reason: '并非重复' }, viewer);
    const { items } = await county.quarantine.list({
      page: 1,
      pageSize: 10,
      source: 'complaints',
      office: 'O01',
    });
    expect(items.map(({ state, version }) => [state, version])).toEqual([['open', 3]]);
    expect(await county.quarantine.list({ page: 1, pageSize: 10, source: 'tax' })).toMatchObject({
      total: 0,
    });
    expect(await county.quarantine.list({ page: 1, pageSize: 10, waited: 30 })).toMatchObject({ total: 0 });
  });

  test('held for confirmation are kept as they are once a person says that they are right', async () => {
    const first = await brought(line('H1', '1', '100'), line('H1', '1', '200'));
    // Rows of one key that differ stand for any row whose only fault asks: each alone would be taken.
    const delivered = await rowsOf(first.batchId);
    expect(delivered.map(({ state }) => state)).toEqual(['open', 'open']);
    const row = delivered[1];
    if (row === undefined) throw new Error('the row is not in quarantine');
    const place = { sheet: row.sheet, row: row.row };
    await expect(
      county.quarantine.confirm(first.batchId, { rows: [place], reason: '属实' }, viewer),
    ).rejects.toMatchObject({ code: 'row-not-open' });
    tick();
    await county.warehouse.insert('miaotou.quarantine', [
      {
        batch_id: first.batchId,
        layout: row.layout,
        ...place,
        cells: row.cells,
        faults: [{ code: 'unlike-before', field: 'amount', value: '200' }],
        state: 'held',
        changed_at: county.now,
        changed_by: '',
        reason: '',
      },
    ]);
    expect((await county.quarantine.groups({})).groups).toMatchObject([
      { code: 'duplicate-key-in-file', held: 0 },
      { code: 'unlike-before', held: 1 },
    ]);
    tick();
    await county.quarantine.confirm(first.batchId, { rows: [place], reason: '电话核实属实' }, viewer);
    expect(await run()).toMatchObject([{ state: 'done', rows: 1, accepted: 1 }]);
    expect(await amounts()).toEqual([['test-register:H1', 20_000]]);
    const { versions } = await county.quarantine.history(first.batchId, place);
    expect(versions.at(-1)).toMatchObject({ state: 'corrected', by: 'intake', reason: '电话核实属实' });
  });
});

describe('a workbook for the sending office', () => {
  async function sentOut(batchId: string) {
    const { bytes, fileName } = await county.quarantine.sendBack(batchId);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(bytes).buffer);
    const data = workbook.getWorksheet('数据');
    const cover = workbook.getWorksheet('说明');
    if (data === undefined || cover === undefined) throw new Error('the workbook lacks a sheet');
    const back = async () => {
      tick();
      files += 1;
      return county.bring('complaints', `back${files}.xlsx`, Buffer.from(await workbook.xlsx.writeBuffer()));
    };
    return { fileName, data, cover, back };
  }

  test('has its own columns, marks the faults, and comes back as corrections of exactly those rows', async () => {
    const first = await brought(
      line('R1', '1', '100'),
      line('R2', '1', '约3万'),
      line('R3', '约5', '200'),
      line('R4', '=1+1', '300'),
    );
    expect(first).toMatchObject({ rows: 4, accepted: 1, quarantined: 3 });
    const { data, cover, back, fileName } = await sentOut(first.batchId);
    expect(fileName).toMatch(/^退回更正-q\d+-\d+\.xlsx$/);
    const texts = (at: number) => (data.getRow(at).values as unknown[]).slice(1).map(String);
    expect(texts(1)).toEqual([...header.split(','), '隔离行编号']);
    expect(texts(2)).toContain('约3万');
    // Persons are masked, and what a spreadsheet would compute is text.
    expect(texts(2).slice(2, 5)).toEqual(['张**', expect.stringMatching(/^445\*+1234$/), '']);
    expect(data.getRow(4).getCell(9).value).toBe("'=1+1");
    const cell = data.getRow(2).getCell(10);
    expect(JSON.stringify(cell.note)).toContain('约数');
    expect(cell.fill).toMatchObject({ fgColor: { argb: 'FFFFC7CE' } });
    const said = cover.getSheetValues().flat().join('\n');
    expect(said).toContain('测试局');
    expect(said).toContain('（1 行）');

    data.getRow(2).getCell(10).value = 30_000;
    data.getRow(3).getCell(9).value = '五';
    data.getRow(4).getCell(9).value = '2';
    const returned = await back();
    expect(returned).toMatchObject({ state: 'done', rows: 3, accepted: 2, quarantined: 1, duplicates: 0 });
    expect(await amounts()).toEqual([
      ['test-register:R1', 10_000],
      ['test-register:R2', 3_000_000],
      ['test-register:R4', 30_000],
    ]);
    expect((await county.imports.get(returned.batchId)).corrects).toBe(first.batchId);
    expect((await rowsOf(first.batchId)).map(({ row, state }) => [row, state])).toEqual([
      [3, 'corrected'],
      [4, 'open'],
      [5, 'corrected'],
    ]);
    // A masked identity that was not touched is still the one that was sent.
    const [keys] = await county.ask(
      `SELECT uniqExact(person_keys) AS n FROM miaotou.events WHERE retracted = 0`,
    );
    expect(keys).toEqual({ n: '1' });

    // The same workbook once more finds its rows dealt with, but for the one that still waits.
    expect(await back()).toMatchObject({ state: 'done', rows: 1, accepted: 0, quarantined: 1 });
  });

  test('with a reference that was counted up or left out is refused whole', async () => {
    const first = await brought(line('S1', '1', '约3万'), line('S2', '1', '约4万'));
    const { data, back } = await sentOut(first.batchId);
    const reference = String(data.getRow(2).getCell(11).value);
    data.getRow(2).getCell(10).value = '30000';
    data.getRow(3).getCell(11).value = reference.replace(/-2-/, '-3-');
    expect(await back()).toMatchObject({
      state: 'refused',
      rows: 0,
      problem: { code: 'row-reference', place: { row: 3 } },
    });
    expect(await amounts()).toEqual([]);
  });
});
