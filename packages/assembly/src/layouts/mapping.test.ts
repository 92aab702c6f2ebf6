import { join } from 'node:path';
import ExcelJS from '@protobi/exceljs';
import { ManifestSchema } from '@miaotou/contracts';
import type { Layout, LayoutDraft, MappedColumn } from '@miaotou/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUscc, openTestLanding, pipelines } from '../landing/fixture.js';
import type { TestLanding } from '../landing/fixture.js';

/** Visits: one column must be there though its cells may be empty, one takes rough numbers. */
const visits: Layout = {
  manifest: ManifestSchema.parse({
    source: 'petitions',
    layout: 'test-visits',
    version: 1,
    name: { zh: '来访登记', en: 'Visits' },
    office: { code: 'O01', name: { zh: '测试局', en: 'Test office' } },
    formats: ['csv'],
    cycle: { every: 'month', graceDays: 10 },
    periodField: 'day',
    columns: [
      { field: 'number', header: '编号', type: 'code', required: true },
      { field: 'day', header: '来访日期', type: 'day', required: true },
      { field: 'persons', header: '人数', type: 'count', present: true, approximate: 'accept' },
      { field: 'crowd', header: '围观', type: 'count' },
      { field: 'exact', header: '登记人数', type: 'count' },
      { field: 'amount', header: '金额', type: 'money' },
    ],
    key: ['number'],
  }),
  map: (rows) => ({
    observations: [],
    events: rows.map(({ row, cells }) => ({
      kind: 'petition',
      key: String(cells['number']),
      occurredAt: String(cells['day']),
      persons: typeof cells['persons'] === 'number' ? cells['persons'] : null,
      amountFen: typeof cells['amount'] === 'number' ? cells['amount'] : null,
      months: typeof cells['crowd'] === 'number' ? cells['crowd'] : null,
      personKeys: [],
      attributes: {},
      row,
    })),
  }),
};

const viewer = { id: '1', username: 'intake', displayName: '收件', role: 'intake' as const, scope: ['*'] };
const never = new AbortController().signal;
let county: TestLanding;
beforeAll(async () => {
  county = await openTestLanding({ pipelines: [...pipelines, { source: 'petitions', layouts: [visits] }] });
}, 120_000);
afterAll(async () => {
  await county.records.close();
});

const column = (heading: string, field: string, rest: Partial<MappedColumn> = {}): MappedColumn => ({
  heading,
  field,
  unit: null,
  order: null,
  required: false,
  ...rest,
});

const header = '受理单号,受理日期,投诉人,身份证号,被投诉企业,乡镇,涉及数额';
const line = (number: string, day: string, amount: string) =>
  `${number},${day},张三,445224199001011234,惠来甲有限公司,葵潭镇,${amount}`;
const register = (...lines: readonly string[]) => ['投诉登记表,,,,,,', header, ...lines, ''].join('\n');
const headings = [
  column('受理单号', 'number'),
  column('受理日期', 'day'),
  column('被投诉企业', 'employer'),
  column('涉及数额', 'amount', { unit: 'wan-yuan' }),
];
const draftOf = (batchId: string, columns: readonly MappedColumn[]): LayoutDraft => ({
  sample: { batchId },
  sheet: '',
  headerRow: 2,
  twoRows: false,
  target: { kind: 'headings', layout: 'test-register' },
  columns: [...columns],
  relaxed: [],
});

const stored = async () => {
  const [row] = await county.ask(
    'SELECT (SELECT count() FROM miaotou.raw_rows) + (SELECT count() FROM miaotou.events) + (SELECT count() FROM miaotou.observations) AS rows',
  );
  return row?.['rows'];
};

describe('an office’s own headings for a known layout', () => {
  test('a refused file is mapped, previewed, saved, run again, and the version ended', async () => {
    const content = register(
      line('J1', '2026-05-01', '1.5'),
      line('J2', '五月初', '2'),
      line('J3', '2026-05-03', '3'),
    );
    const refused = await county.bring('complaints', 'own.csv', content);
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'unknown-layout' } });

    const sample = await county.layouts.sample({ batchId: refused.batchId });
    const [sheet] = sample.sheets;
    expect(sheet).toMatchObject({ headerRow: 2 });
    expect(sheet?.rows[2]?.cells.slice(0, 4)).toEqual(['J1', '2026-05-01', '张**', '445***********1234']);
    const place = {
      sample: { batchId: refused.batchId },
      sheet: sheet?.name ?? '',
      headerRow: 2,
      twoRows: false,
    };
    const { columns } = await county.layouts.proposal({ ...place, layout: 'test-register' });
    expect(columns.map(({ heading, field, known }) => [heading, field, known])).toEqual([
      ['受理单号', null, false],
      ['受理日期', 'day', false],
      ['投诉人', 'person', true],
      ['身份证号', 'idCard', true],
      ['被投诉企业', 'employer', false],
      ['乡镇', 'town', false],
      ['涉及数额', 'amount', false],
    ]);

    const draft = { ...draftOf(refused.batchId, headings), sheet: sheet?.name ?? '' };
    const before = await stored();
    const preview = await county.layouts.preview(draft, never);
    expect(preview).toMatchObject({
      problems: [],
      result: {
        rows: 3,
        accepted: 2,
        quarantined: 1,
        events: [{ kind: 'complaint' }, { kind: 'complaint' }],
      },
    });
    expect(preview.result?.faulty).toMatchObject([
      { row: 4, faults: [{ code: 'not-a-day', header: '受理日期', value: '五月初' }] },
    ]);
    expect(preview.result?.headers.map(({ header: shown }) => shown)).not.toContain('投诉人');
    expect(await stored()).toEqual(before);

    const saved = await county.layouts.save({ ...draft, reason: '监察大队新表' }, viewer);
    expect(saved).toEqual({ layout: 'test-register', version: 1001 });
    const again = await county.layouts.again({ batchId: refused.batchId }, viewer);
    expect(county.queued).toContain(again.batchId);
    expect(await county.run(again.batchId)).toMatchObject({
      state: 'done',
      rows: 3,
      accepted: 2,
      quarantined: 1,
      duplicates: 0,
    });
    expect(await county.imports.get(String(again.batchId))).toMatchObject({
      layout: 'test-register',
      layoutVersion: 1001,
    });
    const amounts = await county.ask(
      `SELECT amount_fen AS fen FROM miaotou.events WHERE batch_id = ${again.batchId} ORDER BY fen`,
    );
    expect(amounts.map(({ fen }) => Number(fen))).toEqual([1_500_000, 3_000_000]);
    // Files with the old headings are read as before, by the newest version.
    const old = await county.bring(
      'complaints',
      'old.csv',
      '登记编号,登记日期,被投诉单位,涉及金额\nK1,2026-05-01,惠来甲有限公司,200\n',
    );
    expect(old).toMatchObject({ state: 'done', accepted: 1, quarantined: 0 });

    const [version] = await county.layouts.history();
    expect(version).toMatchObject({
      layout: 'test-register',
      version: 1001,
      author: 'intake',
      reason: '监察大队新表',
      inForce: true,
      batches: 2,
    });
    expect(version?.changes).toContainEqual({ kind: 'heading-added', header: '登记编号', text: '受理单号' });
    expect(version?.changes).toContainEqual({ kind: 'unit', header: '涉及金额', text: '涉及数额：万元' });

    await county.layouts.end(version?.id ?? '', '对方改回旧表', viewer);
    await expect(county.layouts.end(version?.id ?? '', '再停一次', viewer)).rejects.toMatchObject({
      code: 'version-ended',
    });
    const later = await county.bring('complaints', 'later.csv', register(line('J9', '2026-05-09', '1')));
    expect(later).toMatchObject({ state: 'refused' });
    // What it read stays, and its waiting rows are still read by it.
    const { items } = await county.quarantine.ofBatch(String(again.batchId), { page: 1, pageSize: 10 });
    const [waiting] = items;
    const cells = (waiting?.cells ?? []).map((cell) => (cell === '五月初' ? '2026-05-02' : cell));
    const rows = [{ sheet: waiting?.sheet ?? '', row: waiting?.row ?? 0, cells }];
    const begun = await county.quarantine.rerun(String(again.batchId), { rows, reason: '电话核实' }, viewer);
    expect(await county.run(begun.batchId)).toMatchObject({ state: 'done', accepted: 1 });
  }, 120_000);

  test('a file that was not refused is not run again', async () => {
    const done = await county.bring(
      'complaints',
      'done.csv',
      '登记编号,登记日期,被投诉单位\nL1,2026-05-01,惠来甲有限公司\n',
    );
    await expect(county.layouts.again({ batchId: done.batchId }, viewer)).rejects.toMatchObject({
      code: 'batch-not-refused',
    });
  });

  const faults: [string, MappedColumn[], string][] = [
    ['a required column is missing', headings.slice(1), 'required-missing'],
    ['two columns are mapped to one field', [...headings, column('乡镇', 'number')], 'field-doubled'],
    ['a heading stands for another field already', [column('投诉人', 'employer')], 'heading-taken'],
    ['nothing is new', [column('身份证号', 'idCard')], 'nothing-new'],
    ['a field is not of the layout', [column('受理单号', 'nobody')], 'field-unknown'],
    ['the unit of a known heading', [column('银行卡号', 'bank', { unit: 'yuan' })], 'unit-of-known-heading'],
  ];
  test.each(faults)('is not saved when %s', async (_, columns, code) => {
    const { batchId } = await county.bring(
      'complaints',
      'fault.csv',
      register(line('F1', '2026-05-01', '1')),
    );
    const { sheets } = await county.layouts.sample({ batchId });
    const draft = { ...draftOf(batchId, columns), sheet: sheets[0]?.name ?? '' };
    const preview = await county.layouts.preview(draft, never);
    expect(preview.problems.map((problem) => problem.code)).toContain(code);
    await expect(county.layouts.save({ ...draft, reason: '试' }, viewer)).rejects.toMatchObject({ code });
  });
});

describe('how an office writes its cells', () => {
  const bring = (name: string, ...lines: readonly string[]) =>
    county.bring('petitions', name, [...lines, ''].join('\n'));
  const draftFor = (batchId: string, columns: readonly MappedColumn[], relaxed: readonly string[] = []) => ({
    ...draftOf(batchId, columns),
    headerRow: 1,
    target: { kind: 'headings' as const, layout: 'test-visits' },
    relaxed: [...relaxed],
  });
  const landed = async (batchId: string | number) => {
    const found = await county.ask(
      `SELECT toString(toDate(occurred_at, 'Asia/Shanghai')) AS day, persons, amount_fen AS fen, months FROM miaotou.events
       WHERE batch_id = ${batchId} ORDER BY event_id`,
    );
    const numberOf = (value: unknown) => (value === null ? null : Number(value));
    return found.map(({ day, persons, fen, months }) => [
      day,
      numberOf(persons),
      numberOf(fen),
      numberOf(months),
    ]);
  };

  test('rough numbers are taken where the column says so, and told; a range and other columns are refused', async () => {
    const summary = await bring(
      'rough.csv',
      '编号,来访日期,人数,登记人数',
      'A1,2026-05-01,30余人,30',
      'A2,2026-05-02,约1.2万,',
      'A3,2026-05-03,30-50人,',
      'A4,2026-05-04,12,30余人',
    );
    expect(summary).toMatchObject({ rows: 4, accepted: 2, quarantined: 2 });
    expect(summary.notes.map(({ code, message }) => `${code} ${message.zh}`)).toEqual([
      'approximate-taken “人数”有 2 个约数（如“30余人”），按所写的数读取。',
    ]);
    expect((await landed(summary.batchId)).map(([, persons]) => persons)).toEqual([30, 12_000]);
    const { items } = await county.quarantine.ofBatch(summary.batchId, { page: 1, pageSize: 10 });
    expect(
      items.map(({ row, faults }) => [row, faults.map(({ code, field }) => `${code} ${field}`)]),
    ).toEqual([
      [4, ['approximate-amount persons']],
      [5, ['approximate-amount exact']],
    ]);
  });

  test('days before months, ten thousands of people and a column left out, each said by a version', async () => {
    const lines = [
      '编号,到访日,围观人次,款项',
      'B1,05/03/2026,1.2,3',
      'B2,3/4/2026 9:30,0.05,',
      'B3,31/03/26,,0.5',
    ];
    const refused = await bring('dmy.csv', ...lines);
    expect(refused).toMatchObject({ state: 'refused' });
    const { batchId } = refused;
    const sample = await county.layouts.sample({ batchId });
    expect(sample.layouts[0]?.fields.filter(({ relaxable }) => relaxable).map(({ field }) => field)).toEqual([
      'persons',
    ]);
    const place = { sample: { batchId }, sheet: '', headerRow: 1, twoRows: false, layout: 'test-visits' };
    const { columns } = await county.layouts.proposal(place);
    expect(columns.map(({ heading, field, yearLast, order }) => [heading, field, yearLast, order])).toEqual([
      ['编号', 'number', false, null],
      ['到访日', 'day', true, 'dmy'],
      ['围观人次', 'crowd', false, null],
      ['款项', null, false, null],
    ]);
    const wanted = [
      column('到访日', 'day', { order: 'dmy' }),
      column('围观人次', 'crowd', { unit: 'wan' }),
      column('款项', 'amount', { unit: 'thousand-yuan' }),
    ];
    const missing = await county.layouts.preview(draftFor(batchId, wanted), never);
    expect(missing.problems.map(({ code }) => code)).toEqual(['required-missing']);
    const draft = draftFor(batchId, wanted, ['persons']);
    const preview = await county.layouts.preview(draft, never);
    expect(preview).toMatchObject({ problems: [], result: { rows: 3, accepted: 3, quarantined: 0 } });
    expect(preview.result?.notes.map(({ code }) => code).toSorted()).toEqual([
      'number-unit-taken',
      'unit-taken',
    ]);
    await county.layouts.save({ ...draft, reason: '信访办新表' }, viewer);
    const [version] = await county.layouts.history();
    expect(version?.changes.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'heading-added 到访日',
      'date-order dmy',
      'relaxed 人数',
      'heading-added 围观人次',
      'unit 围观人次：万（万人、万户）',
      'heading-added 款项',
      'unit 款项：千元',
    ]);
    const again = await county.layouts.again({ batchId }, viewer);
    expect(await county.run(again.batchId)).toMatchObject({ state: 'done', accepted: 3 });
    expect(await landed(again.batchId)).toEqual([
      ['2026-03-05', null, 300_000, 12_000],
      ['2026-04-03', null, null, 500],
      ['2026-03-31', null, 50_000, null],
    ]);
    // A date that begins with its year is read as ever, and so is a count in ones under its old heading.
    const old = await bring('old.csv', '编号,来访日期,人数,围观', 'C1,2026-05-06,7,3');
    expect(await landed(old.batchId)).toEqual([['2026-05-06', 7, null, 3]]);
    const clash = draftFor(batchId, [column('到访日', 'day', { order: 'mdy' })]);
    expect((await county.layouts.preview(clash, never)).problems.map(({ code }) => code)).toContain(
      'order-taken',
    );
    await county.layouts.end(version?.id ?? '', '改回旧表', viewer);
    expect(await bring('dmy-2.csv', ...lines.map((one) => one.replace('B', 'D')))).toMatchObject({
      state: 'refused',
    });
  });

  test.each<[string, MappedColumn, readonly string[], string]>([
    ['a unit of money for a count', column('围观人次', 'crowd', { unit: 'wan-yuan' }), [], 'unit-unfit'],
    ['an order of days for a count', column('围观人次', 'crowd', { order: 'dmy' }), [], 'order-unfit'],
    ['a file without what tells its rows apart', column('围观人次', 'crowd'), ['number'], 'not-relaxable'],
    ['a file without what must be filled', column('围观人次', 'crowd'), ['day'], 'not-relaxable'],
  ])('cannot be %s', async (_, one, relaxed, code) => {
    const { batchId } = await bring('unfit.csv', '号码,围观人次', 'E1,3');
    const preview = await county.layouts.preview(draftFor(batchId, [one], relaxed), never);
    expect(preview.problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('a new table of values', () => {
  test('in 万元, its month from the sheet’s name, lands as indicators of employers', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('2026年3月');
    sheet.addRow(['企业欠费情况']);
    sheet.addRow(['信用代码', '企业名称', '所在镇', '欠费本金（万元）', '滞纳金额', '涉及人数']);
    sheet.addRow([madeUscc(1), '惠来甲有限公司', '葵潭镇', 12.5, 0.3, 40]);
    sheet.addRow([madeUscc(2), '惠来乙有限公司', '惠城镇', 8, '', 11]);
    sheet.addRow([madeUscc(3), '惠来丙有限公司', '惠城镇', '约5', 1, 3]);
    const path = join(county.folder, 'values.xlsx');
    await book.xlsx.writeFile(path);
    const sample = await county.layouts.keepSample(path, 'values.xlsx', 'social-insurance');
    const shown = await county.layouts.sample(sample);
    expect(shown.sheets).toMatchObject([{ name: '2026年3月', headerRow: 2 }]);
    const place = { sample, sheet: '2026年3月', headerRow: 2, twoRows: false };
    const { columns } = await county.layouts.proposal({ ...place, layout: null });
    expect(columns.map(({ heading, field, unit }) => [heading, field, unit])).toEqual([
      ['信用代码', 'uscc', null],
      ['企业名称', 'name', null],
      ['所在镇', 'place', null],
      ['欠费本金（万元）', 'SI02', 'wan-yuan'],
      ['滞纳金额', 'SI03', null],
      ['涉及人数', 'SI04', null],
    ]);
    const draft: LayoutDraft = {
      ...place,
      target: { kind: 'table', name: '企业欠费情况', office: 'O01', every: 'month' },
      columns: [
        column('信用代码', 'uscc'),
        column('企业名称', 'name'),
        column('所在镇', 'place'),
        column('欠费本金（万元）', 'SI02', { required: true }),
        column('滞纳金额', 'SI03', { unit: 'wan-yuan' }),
        column('涉及人数', 'SI04'),
      ],
      relaxed: [],
    };
    const preview = await county.layouts.preview(draft, never);
    expect(preview).toMatchObject({ problems: [], result: { rows: 3, accepted: 2, quarantined: 1 } });
    expect(preview.result?.notes.map(({ code }) => code)).toContain('period-stated');
    expect(preview.result?.observations).toContainEqual({
      row: 3,
      indicator: 'SI02',
      period: '2026-03-01',
      value: 12_500_000,
    });

    const { layout } = await county.layouts.save({ ...draft, reason: '新报表' }, viewer);
    const { batchId } = await county.layouts.again(sample, viewer);
    expect(await county.run(batchId)).toMatchObject({
      state: 'done',
      layout,
      rows: 3,
      accepted: 2,
      quarantined: 1,
    });
    const landed = await county.ask(
      `SELECT indicator, toString(period) AS period, value FROM miaotou.observations WHERE batch_id = ${batchId} ORDER BY indicator, value`,
    );
    expect(landed.map(({ indicator, period, value }) => [indicator, period, Number(value)])).toEqual([
      ['SI02', '2026-03-01', 8_000_000],
      ['SI02', '2026-03-01', 12_500_000],
      ['SI03', '2026-03-01', 300_000],
      ['SI04', '2026-03-01', 11],
      ['SI04', '2026-03-01', 40],
    ]);
    const known = await county.imports.layouts(county.now);
    expect(known).toContainEqual(expect.objectContaining({ layout, completeThrough: '2026-03-31' }));
    const [version] = await county.layouts.history();
    await county.layouts.end(version?.id ?? '', '不再报送', viewer);
    expect(await county.imports.get(String(batchId))).toMatchObject({
      layoutName: { zh: '企业欠费情况' },
    });
    expect((await county.imports.layouts(county.now)).map((one) => one.layout)).not.toContain(layout);
  }, 120_000);
});
