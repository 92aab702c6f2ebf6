import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testWarehouse } from '@miaotou/testkit';
import { madeUscc } from '../landing/fixture.js';
import type { TestLanding } from '../landing/fixture.js';
import { aboutAmounts, line, never, openTestQuarantine, retyped, viewer } from './fixture.js';
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

describe('a correction by mapping', () => {
  test('is previewed, mends every row with that text, and is taken back', async () => {
    const first = await house.brought(
      line('M1', '1', '约3万'),
      line('M2', '1', '约3万'),
      line('M3', '约5', '约3万'),
    );
    const second = await house.brought(
      line('M4', '2', '约3万'),
      line('M5', '2', '100'),
      line('M6', '2', '约9万'),
    );
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

    const meant = aboutAmounts('约3万', { kind: 'replace', to: '30000' });
    const preview = await county.quarantine.mappings.preview(meant, never);
    expect(preview).toMatchObject({ rows: 4, batches: 2, tried: 4, mended: 3 });
    expect(preview.remaining).toMatchObject([{ field: 'persons', header: '人数', rows: 1 }]);
    expect(preview.samples[0]).toMatchObject({ before: '约3万', after: '30000', faults: [] });
    // A preview leaves nothing behind.
    expect(await house.rowsOf(first.batchId)).toHaveLength(3);
    expect(await house.amounts()).toEqual([['test-register:M5', 10_000]]);

    const input = { mapping: meant, rows: 4, reason: '电话核实，均为三万元整', keep: false };
    await expect(county.quarantine.mappings.apply({ ...input, rows: 3 }, viewer)).rejects.toMatchObject({
      code: 'group-changed',
    });
    const begun = await county.quarantine.mappings.apply(input, viewer);
    expect(begun).toMatchObject({ rows: 4, mappingId: null });
    const done = await house.run();
    expect(done.map(({ rows, accepted, quarantined }) => [rows, accepted, quarantined])).toEqual([
      [3, 2, 1],
      [1, 1, 0],
    ]);
    expect(await house.amounts()).toEqual([
      ['test-register:M1', 3_000_000],
      ['test-register:M2', 3_000_000],
      ['test-register:M4', 3_000_000],
      ['test-register:M5', 10_000],
    ]);
    const after = await house.rowsOf(first.batchId);
    expect(after.map(({ row, state, version }) => [row, state, version])).toEqual([
      [2, 'corrected', 2],
      [3, 'corrected', 2],
      [4, 'open', 2],
    ]);
    // What the mapping mended in a row that is still faulty stays mended.
    expect(after[2]?.cells.at(-1)).toBe('30000');
    expect(after[2]?.faults.map(({ field }) => field)).toEqual(['persons']);

    house.tick();
    await county.quarantine.rerun(
      first.batchId,
      {
        rows: after.slice(2).map((row) => retyped(row, '约5', '5')),
        reason: '核实人数',
      },
      viewer,
    );
    expect(await house.run()).toMatchObject([{ rows: 1, accepted: 1, quarantined: 0 }]);
    expect((await house.amounts()).find(([id]) => id === 'test-register:M3')).toEqual([
      'test-register:M3',
      3_000_000,
    ]);

    const { items } = await county.quarantine.corrections({ page: 1, pageSize: 20, corrects: first.batchId });
    expect(items.map(({ kind, author, accepted }) => [kind, author, accepted])).toEqual([
      ['cells', 'intake', 1],
      ['mapping', 'intake', 2],
    ]);
    house.tick();
    const undone = items[1]?.batchId ?? '';
    await county.quarantine.undo(undone, '单位来函更正', viewer);
    await expect(county.quarantine.undo(undone, '再撤一次', viewer)).rejects.toMatchObject({
      code: 'correction-undone',
    });
    expect(await house.run()).toMatchObject([{ state: 'done', rows: 2, accepted: 0, quarantined: 2 }]);
    expect(county.done).toContain(Number(undone));
    // The row that was corrected once more since stands; those of the mapping wait again as they were delivered.
    expect((await house.amounts()).map(([id]) => id)).toEqual([
      'test-register:M3',
      'test-register:M4',
      'test-register:M5',
    ]);
    const again = await house.rowsOf(first.batchId);
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
    house.tick();
    await county.quarantine.rerun(
      first.batchId,
      {
        rows: again.slice(0, 1).map((row) => retyped(row, '约3万', '30000')),
        reason: '确为三万',
      },
      viewer,
    );
    expect(await house.run()).toMatchObject([{ accepted: 1, duplicates: 0 }]);
    expect((await house.amounts()).map(([id]) => id)).toContain('test-register:M1');
  });

  test('of thousands of rows is one run that never carries them through memory as text', async () => {
    const count = 10_000;
    const first = await house.brought(
      ...Array.from({ length: count }, (_, i) => line(`L${i}`, '1', i % 2 ? '约3万' : '5')),
    );
    const rows = count / 2;
    expect(first).toMatchObject({ accepted: rows, quarantined: rows });
    const meant = aboutAmounts('约3万', { kind: 'replace', to: '30000' });
    expect(await county.quarantine.mappings.preview(meant, never)).toMatchObject({
      rows,
      tried: rows,
      mended: rows,
    });
    await county.quarantine.mappings.apply({ mapping: meant, rows, reason: '核实', keep: false }, viewer);
    expect(await house.run()).toMatchObject([
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
    await house.brought(line('K1', '1', '3万余'));
    const meant = aboutAmounts('3万余', { kind: 'strip', text: '余' });
    const input = { mapping: meant, rows: 1, reason: '该单位惯用写法', keep: true };
    const { mappingId } = await county.quarantine.mappings.apply(input, viewer);
    expect(await house.run()).toMatchObject([{ accepted: 1 }]);
    const later = await house.brought(line('K2', '1', '3万余'), line('K3', '1', '4万余'));
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
    expect(await house.brought(line('K4', '1', '3万余'))).toMatchObject({ accepted: 0, quarantined: 1 });
  });

  test('of a column with personal data is refused', async () => {
    await expect(
      county.quarantine.mappings.preview(
        { ...aboutAmounts(null, { kind: 'replace', to: 'x' }), reason: 'empty', field: 'person' },
        never,
      ),
    ).rejects.toMatchObject({ code: 'field-not-mappable' });
  });

  test('that is taken back leaves a sum as it was before', async () => {
    const arrears = '统一社会信用代码,单位名称,险种,费款所属期,欠费金额';
    house.tick();
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
      ...aboutAmounts('约10', { kind: 'strip', text: '约' }),
      layout: 'test-arrears',
      field: 'owed',
    };
    await county.quarantine.mappings.apply({ mapping: meant, rows: 1, reason: '核实', keep: false }, viewer);
    const [done] = await house.run();
    expect(await owed()).toBe(11_000);
    house.tick();
    await county.quarantine.undo(done?.batchId ?? '', '有误', viewer);
    await house.run();
    expect(await owed()).toBe(10_000);
  });
});
