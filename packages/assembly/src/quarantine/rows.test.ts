import ExcelJS from '@protobi/exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testWarehouse } from '@miaotou/testkit';
import type { TestLanding } from '../landing/fixture.js';
import { header, line, never, openTestQuarantine, retyped, viewer } from './fixture.js';
import type { TestQuarantine } from './fixture.js';

let house: TestQuarantine;
let county: TestLanding;
beforeAll(async () => {
  house = await openTestQuarantine();
  county = house.county;
}, 120_000);
afterAll(async () => {
  await county.records.close();
});
beforeEach(async () => {
  await testWarehouse();
});

describe('rows by themselves', () => {
  test('are checked before anything is kept', async () => {
    const first = await house.brought(line('C1', '约5', '约3万'));
    const [row] = await house.rowsOf(first.batchId);
    if (row === undefined) throw new Error('the row is not in quarantine');
    const half = retyped(row, '约3万', '30000');
    const still = await county.quarantine.check(first.batchId, [half], never);
    expect(still.rows[0]?.faults.map(({ header: of }) => of)).toEqual(['人数']);
    const fine = await county.quarantine.check(first.batchId, [retyped(half, '约5', '5')], never);
    expect(fine.rows[0]?.faults).toEqual([]);
    expect(await house.amounts()).toEqual([]);
    expect(county.queued).toEqual([]);
  });

  test('of an older version than the newest are refused with a sentence', async () => {
    const first = await house.brought(line('V1', '1', '约3万'));
    const [row] = await house.rowsOf(first.batchId);
    if (row === undefined) throw new Error('the row is not in quarantine');
    const retry = { rows: [{ ...row, cells: [...row.cells] }], reason: '再试' };
    house.tick();
    await county.quarantine.rerun(first.batchId, retry, viewer);
    await house.run();
    await expect(county.quarantine.rerun(first.batchId, retry, viewer)).rejects.toMatchObject({
      code: 'row-changed',
      text: { zh: expect.stringContaining('已被他人更改') },
    });
  });

  test('two corrections of one row: the later finds it dealt with and changes nothing', async () => {
    const first = await house.brought(line('W1', '1', '约3万'));
    const [row] = await house.rowsOf(first.batchId);
    if (row === undefined) throw new Error('the row is not in quarantine');
    const to = (amount: string) => ({
      rows: [retyped(row, '约3万', amount)],
      reason: '核实',
    });
    house.tick();
    await county.quarantine.rerun(first.batchId, to('30000'), viewer);
    await county.quarantine.rerun(first.batchId, to('50000'), viewer);
    expect(await house.run()).toMatchObject([
      { state: 'done', accepted: 1 },
      { state: 'refused', problem: { code: 'rows-dealt-with' } },
    ]);
    expect(await house.amounts()).toEqual([['test-register:W1', 3_000_000]]);
  });

  test('that were discarded can be taken back', async () => {
    const first = await house.brought(line('D1', '1', '约3万'));
    const rows = (await house.rowsOf(first.batchId)).map(({ sheet, row, version }) => ({
      sheet,
      row,
      version,
    }));
    house.tick();
    await county.quarantine.discard(first.batchId, { rows, reason: '重复登记' }, viewer);
    expect(await county.quarantine.list({ page: 1, pageSize: 10, layout: 'test-register' })).toMatchObject({
      total: 0,
    });
    const gone = (await house.rowsOf(first.batchId)).map(({ sheet, row, version }) => ({
      sheet,
      row,
      version,
    }));
    house.tick();
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
    const first = await house.brought(line('H1', '1', '100'), line('H1', '1', '200'));
    // Rows of one key that differ stand for any row whose only fault asks: each alone would be taken.
    const delivered = await house.rowsOf(first.batchId);
    expect(delivered.map(({ state }) => state)).toEqual(['open', 'open']);
    const row = delivered[1];
    if (row === undefined) throw new Error('the row is not in quarantine');
    const place = { sheet: row.sheet, row: row.row };
    await expect(
      county.quarantine.confirm(first.batchId, { rows: [place], reason: '属实' }, viewer),
    ).rejects.toMatchObject({ code: 'row-not-open' });
    house.tick();
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
    house.tick();
    await county.quarantine.confirm(first.batchId, { rows: [place], reason: '电话核实属实' }, viewer);
    expect(await house.run()).toMatchObject([{ state: 'done', rows: 1, accepted: 1 }]);
    expect(await house.amounts()).toEqual([['test-register:H1', 20_000]]);
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
      house.tick();
      return county.bring(
        'complaints',
        `back-${batchId}.xlsx`,
        Buffer.from(await workbook.xlsx.writeBuffer()),
      );
    };
    return { fileName, data, cover, back };
  }

  test('has its own columns, marks the faults, and comes back as corrections of exactly those rows', async () => {
    const first = await house.brought(
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
    const said = JSON.stringify(cover.getSheetValues());
    expect(said).toContain('测试局');
    expect(said).toContain('（1 行）');

    data.getRow(2).getCell(10).value = 30_000;
    data.getRow(3).getCell(9).value = '五';
    data.getRow(4).getCell(9).value = '2';
    const returned = await back();
    expect(returned).toMatchObject({ state: 'done', rows: 3, accepted: 2, quarantined: 1, duplicates: 0 });
    expect(await house.amounts()).toEqual([
      ['test-register:R1', 10_000],
      ['test-register:R2', 3_000_000],
      ['test-register:R4', 30_000],
    ]);
    expect((await county.imports.get(returned.batchId)).corrects).toBe(first.batchId);
    expect((await house.rowsOf(first.batchId)).map(({ row, state }) => [row, state])).toEqual([
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
    const first = await house.brought(line('S1', '1', '约3万'), line('S2', '1', '约4万'));
    const { data, back } = await sentOut(first.batchId);
    const reference = data.getRow(2).getCell(11).text;
    data.getRow(2).getCell(10).value = '30000';
    data.getRow(3).getCell(11).value = reference.replace(/-2-/, '-3-');
    expect(await back()).toMatchObject({
      state: 'refused',
      rows: 0,
      problem: { code: 'row-reference', place: { row: 3 } },
    });
    expect(await house.amounts()).toEqual([]);
  });
});
