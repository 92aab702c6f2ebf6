import { ManifestSchema } from '@miaotou/contracts';
import type { ManifestInput } from '@miaotou/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerWords, statedUnit } from './headers.js';
import { cellName, isTrailer, recogniseLayout, trailerReason, unrecognisedError } from './index.js';
import type { RecognisedLayout, Recognition } from './index.js';

const manifest = (layout: string, columns: ManifestInput['columns']) =>
  ManifestSchema.parse({
    source: 'tax',
    layout,
    version: 1,
    name: { zh: `${layout}表`, en: `${layout} list` },
    office: { code: 'TAX', name: { zh: '税务局', en: 'Tax office' } },
    formats: ['xlsx'],
    cycle: { every: 'quarter' },
    periodField: 'period',
    columns,
    key: ['uscc'],
  });

const notice = manifest('notice', [
  { field: 'uscc', header: '纳税人识别号', aliases: ['统一社会信用代码'], type: 'uscc', required: true },
  { field: 'name', header: '纳税人名称', aliases: ['单位名称', '企业名称'], type: 'text', required: true },
  { field: 'tax', header: '欠税税种', type: 'text' },
  {
    field: 'balance',
    header: '欠税余额',
    aliases: ['欠缴税额'],
    type: 'money',
    required: true,
    unit: 'yuan',
  },
  { field: 'fresh', header: '当期新发生的欠税金额', type: 'money' },
]);
const sheet = manifest('office-sheet', [
  { field: 'uscc', header: '统一社会信用代码', type: 'uscc', required: true },
  { field: 'name', header: '单位名称', type: 'text', required: true },
  { field: 'town', header: '所属乡镇', type: 'text', present: true },
  { field: 'due', header: '应缴税额', type: 'money', unit: 'wan-yuan' },
  { field: 'balance', header: '欠缴税额', type: 'money', required: true },
  { field: 'men', header: '人数（男）', type: 'count' },
  { field: 'women', header: '人数（女）', type: 'count' },
]);
const all = [notice, sheet];

const head = (...rows: string[][]) => rows.map((cells, index) => ({ row: index + 1, cells }));
const known = (recognition: Recognition): RecognisedLayout => {
  if (!recognition.ok) throw new Error(`not recognised: ${JSON.stringify(recognition)}`);
  return recognition;
};

describe('headers are compared by their words', () => {
  it.each([
    ['欠税余额', '欠税余额', null],
    ['  欠 税\n余额 ', '欠税余额', null],
    ['＊欠税余额：', '欠税余额', null],
    ['欠税余额（万元）', '欠税余额', 1_000_000],
    ['欠税余额(元)', '欠税余额', 100],
    ['欠税余额（单位：万元）', '欠税余额', 1_000_000],
    ['欠税余额(千元)', '欠税余额', 100_000],
    ['欠税余额/亿元', '欠税余额', 10_000_000_000],
    ['参保人数（人）', '参保人数', null],
    ['人数（男）', '人数(男)', null],
    ['Amount_Claimed', 'amountclaimed', null],
  ])('%j', (header, words, unit) => {
    expect(headerWords(header)).toEqual({ words, unit, times: null });
  });

  it.each([
    ['参保人数（万人）', '参保人数', 10_000],
    ['在职人数(单位：千人)', '在职人数', 1_000],
    ['户数（百户）', '户数', 100],
    ['人数（万元）', '人数', null],
  ])('%j, counted in more than ones', (header, words, times) => {
    expect(headerWords(header)).toMatchObject({ words, times });
  });

  it.each([
    ['单位：万元', 1_000_000],
    ['计量单位:人民币元', 100],
    ['欠税公告（万元）.xlsx', 1_000_000],
    ['填报单位：惠来县税务局', null],
    ['惠来县2026年第三季度欠税公告', null],
  ])('a line above says the unit: %j', (text, unit) => {
    expect(statedUnit(text)).toBe(unit);
  });
});

describe('a layout is recognised', () => {
  const plain = ['纳税人识别号', '纳税人名称', '欠税税种', '欠税余额', '当期新发生的欠税金额'];

  it('by its header in the first row', () => {
    expect(known(recogniseLayout(head(plain, ['x']), all))).toMatchObject({
      ok: true,
      manifest: notice,
      headerRow: 1,
      columns: { uscc: 0, name: 1, tax: 2, balance: 3, fresh: 4 },
      unitFactors: { balance: 100, fresh: 100 },
      headers: plain,
    });
  });

  it('below a title, with columns moved and unknown ones between', () => {
    const found = known(
      recogniseLayout(
        head(
          ['2026年第三季度欠税公告'],
          [],
          ['序号', '欠税余额', '法定代表人', '企业名称', '纳税人识别号'],
          ['1'],
        ),
        all,
      ),
    );
    expect(found).toMatchObject({ headerRow: 3, columns: { balance: 1, name: 3, uscc: 4 } });
    expect(found.manifest.layout).toBe('notice');
  });

  it('under a merged header of two rows', () => {
    const found = known(
      recogniseLayout(
        head(
          ['单位基本情况', '', '', '欠税情况（万元）', '', '人数'],
          ['统一社会信用代码', '单位名称', '所属乡镇', '应缴税额', '欠缴税额', '（男）', '（女）'],
          ['91', '甲', '惠城镇', '3', '2', '1', '1'],
        ),
        all,
      ),
    );
    expect(found).toMatchObject({
      headerRow: 2,
      columns: { uscc: 0, name: 1, town: 2, due: 3, balance: 4, men: 5, women: 6 },
      unitFactors: { due: 1_000_000, balance: 1_000_000 },
    });
    expect(found.headers[5]).toBe('人数/（男）');
  });

  it('when cells of the upper row reach down beside a group', () => {
    const found = known(
      recogniseLayout(
        head(['纳税人识别号', '纳税人名称', '金额', ''], ['', '', '欠税余额', '当期新发生的欠税金额']),
        all,
      ),
    );
    expect(found).toMatchObject({ headerRow: 2, columns: { uscc: 0, name: 1, balance: 2, fresh: 3 } });
  });

  it('as the one of which more columns are there', () => {
    const headers = ['统一社会信用代码', '单位名称', '所属乡镇', '欠缴税额'];
    expect(known(recogniseLayout(head(headers), all)).manifest.layout).toBe('office-sheet');
    expect(
      known(recogniseLayout(head(headers.filter((word) => word !== '所属乡镇')), all)).manifest.layout,
    ).toBe('notice');
  });

  const units: { name: string; head: string[][]; fileName?: string; balance: number; fresh: number }[] = [
    {
      name: 'the header before all',
      head: [['单位：元'], ['纳税人识别号', '纳税人名称', '欠税余额（万元）', '当期新发生的欠税金额']],
      balance: 1_000_000,
      fresh: 100,
    },
    {
      name: 'a line above the table',
      head: [
        ['', '单位：万元'],
        ['纳税人识别号', '纳税人名称', '欠税余额', '当期新发生的欠税金额'],
      ],
      balance: 1_000_000,
      fresh: 1_000_000,
    },
    {
      name: 'the file name',
      head: [['纳税人识别号', '纳税人名称', '欠税余额', '当期新发生的欠税金额']],
      fileName: '公告（万元）.xlsx',
      balance: 1_000_000,
      fresh: 1_000_000,
    },
    {
      name: 'the manifest',
      head: [['纳税人识别号', '纳税人名称', '欠税余额', '当期新发生的欠税金额']],
      balance: 100,
      fresh: 100,
    },
  ];
  it.each(units)('the unit of money comes from $name', ({ head: rows, fileName, balance, fresh }) => {
    const hints = fileName === undefined ? {} : { fileName };
    expect(known(recogniseLayout(head(...rows), all, hints)).unitFactors).toEqual({ balance, fresh });
  });

  it('whatever the order of its columns', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...plain, 'x', 'y'], { minLength: 7, maxLength: 7 }), (headers) => {
        const found = known(recogniseLayout(head(['标题'], headers), all));
        for (const column of notice.columns)
          expect(headers[found.columns[column.field] ?? -1]).toBe(column.header);
      }),
    );
  });
});

const monthly = manifest('headcount', [
  { field: 'uscc', header: '统一社会信用代码', type: 'uscc', required: true },
  { field: 'period', header: '所属期', type: 'month', required: true },
  { field: 'pension', header: '养老参保人数', aliases: ['参保人数/养老'], type: 'count', required: true },
  { field: 'jobless', header: '失业', aliases: ['失业参保人数'], type: 'count' },
  { field: 'due', header: '应缴金额', type: 'money' },
  { field: 'paid', header: '实缴金额（万元）', aliases: ['实缴金额'], type: 'money' },
]);

describe('what a sheet says once for all its rows', () => {
  const header = ['统一社会信用代码', '养老参保人数', '失业参保人数', '应缴金额'];
  it('its month, from its name, as a column of its own', () => {
    const found = known(
      recogniseLayout(head(['惠来县2026年参保人数'], header), [monthly], { sheetName: '3月' }),
    );
    expect(found).toMatchObject({
      columns: { uscc: 0, pension: 1, jobless: 2, due: 3, period: 4 },
      headers: [...header, '所属期'],
      appended: ['2026-03'],
      notes: [{ code: 'period-stated', message: { zh: '表中没有“所属期”列，取自“3月”：2026-03。' } }],
    });
  });

  it('a column of months goes before the name of the sheet', () => {
    const rows = head([...header, '所属期'], ['91', '1', '1', '2', '2026-01']);
    const found = known(recogniseLayout(rows, [monthly], { sheetName: '2026年3月' }));
    expect(found).toMatchObject({ columns: { period: 4 }, appended: [], notes: [] });
  });

  it('nobody says the month: the column is missing', () => {
    const found = recogniseLayout(head(header), [monthly], { sheetName: 'Sheet1', receivedOn: '2026-05-01' });
    expect(found).toMatchObject({ ok: false, expected: [{ missing: ['所属期'] }] });
  });

  it('its unit of money, by a line above, told with its factor', () => {
    const found = known(
      recogniseLayout(head(['单位：万元'], [...header, '实缴金额（元）']), [monthly], {
        sheetName: '2026年3月',
      }),
    );
    expect(found).toMatchObject({ unitFactors: { due: 1_000_000, paid: 100 }, unitOpen: [] });
    expect(found.notes.map(({ code }) => code)).toEqual(['period-stated', 'unit-taken']);
  });

  it('its unit of money row by row, in a column', () => {
    const found = known(
      recogniseLayout(head([...header, '实缴金额（万元）', '金额单位']), [monthly], {
        sheetName: '2026年3月',
      }),
    );
    expect(found).toMatchObject({
      unitColumn: { at: 5, fields: ['due'] },
      unitFactors: { due: 100, paid: 1_000_000 },
      unitOpen: [],
    });
  });

  it.each([
    [
      '上级/下级 by an alias that joins both, and the lower one alone',
      ['参保人数', ''],
      ['养老', '失业'],
      [1, 2],
    ],
    ['both run together', ['养老', '失业'], ['参保人数', '参保人数'], [1, 2]],
  ])('two rows of headers: %s', (_, upper, lower, [pension, jobless]) => {
    const rows = head(['统一社会信用代码', ...upper, '应缴金额'], ['', ...lower, '']);
    const found = known(recogniseLayout(rows, [monthly], { sheetName: '2026年3月' }));
    expect(found.columns).toEqual({ uscc: 0, pension, jobless, due: 3, period: 4 });
  });
});

describe('hidden columns', () => {
  const header = ['统一社会信用代码', '养老参保人数', '养老参保人数', '失业'];
  it('one that doubles a visible column is ignored, and said so', () => {
    const found = known(
      recogniseLayout(head(header), [monthly], { sheetName: '2026年3月', hiddenColumns: new Set([1]) }),
    );
    expect(found.columns).toMatchObject({ pension: 2 });
    expect(found.notes.map(({ code }) => code)).toContain('hidden-column-ignored');
  });
  it('one that doubles none is read, and said so', () => {
    const found = known(
      recogniseLayout(head(header.toSpliced(1, 1)), [monthly], {
        sheetName: '2026年3月',
        hiddenColumns: new Set([1]),
      }),
    );
    expect(found.columns).toMatchObject({ pension: 1 });
    expect(found.notes.map(({ code }) => code)).toContain('hidden-column-read');
  });
  it('two visible ones of one name are refused', () => {
    expect(recogniseLayout(head(header), [monthly], { sheetName: '2026年3月' })).toMatchObject({
      ok: false,
      expected: [{ doubled: ['养老参保人数'] }],
    });
  });
});

it.each([
  [0, 1, 'A1'],
  [25, 9, 'Z9'],
  [26, 2, 'AA2'],
  [701, 3, 'ZZ3'],
  [702, 3, 'AAA3'],
])('column %i of row %i is cell %s', (column, row, name) => {
  expect(cellName(column, row)).toBe(name);
});

describe('a sheet that no layout reads is refused', () => {
  const cases: { name: string; head: string[][]; code?: 'doubled-column'; zh: string[]; en: string[] }[] = [
    {
      name: 'a required column is missing',
      head: [['纳税人识别号', '纳税人名称']],
      zh: ['《notice表》', '缺少列：欠税余额', '纳税人识别号、纳税人名称'],
      en: ['missing: 欠税余额'],
    },
    {
      name: 'a column stands there twice',
      head: [['纳税人识别号', '纳税人名称', '欠税余额', '欠税余额（万元）']],
      code: 'doubled-column',
      zh: ['《notice表》中的列重复出现：欠税余额'],
      en: ['stand there twice: 欠税余额'],
    },
    {
      name: 'another kind of table',
      head: [
        ['姓名', '电话'],
        ['张三', '1'],
      ],
      zh: ['姓名、电话'],
      en: ['headers: 姓名, 电话'],
    },
    { name: 'no words at all', head: [['', ''], []], zh: ['没有任何列名'], en: ['no headers'] },
  ];
  it.each(cases)('$name', ({ head: rows, code, zh, en }) => {
    const found = recogniseLayout(head(...rows), all);
    if (found.ok) throw new Error('recognised');
    const error = unrecognisedError(found, { file: 'a.xlsx' });
    expect(error.code).toBe(code ?? 'unknown-layout');
    for (const part of zh) expect(error.zh).toContain(part);
    for (const part of en) expect(error.en).toContain(part);
  });

  it('a header cut between the halves of a character stays text that every store takes', () => {
    const found = recogniseLayout(head([`${'甲'.repeat(59)}𠮷`]), all);
    expect(found.ok ? null : found.found).toEqual(['甲'.repeat(59)]);
  });

  it('without manifests too', () => {
    expect(recogniseLayout(head(['a', 'b']), [])).toEqual({ ok: false, expected: [], found: ['a', 'b'] });
  });
});

describe('rows that are no data', () => {
  const layout = known(
    recogniseLayout(head(['序号', '纳税人识别号', '纳税人名称', '欠税税种', '欠税余额（元）']), all),
  );
  it.each([
    [['1', '91445224MA', '惠来县合计制衣厂', '增值税', '100'], null],
    [['1', '91445224MA', '惠来县制衣厂', '', '100'], null],
    [['2', '', '备注：无代码的企业', '增值税', ''], null],
    [['注：这是一家企业', '91445224MA', '甲', '', '100'], null],
    [['', '　', ' \u00A0', '', ''], 'blank'],
    [[], 'blank'],
    [['合  计', '', '', '', '900'], 'total'],
    [['', '', '小计', '', '900'], 'total'],
    [['12', '本页合计', '', '', '900'], 'total'],
    [['Total', '', '', '', '900'], 'total'],
    [[' Grand  Total:', '', '', '', '900'], 'total'],
    [['7', 'ｔｏtal', '', '', '900'], 'total'],
    [['填报人：张三', '', '审核人：李四', '', ''], 'signature'],
    [['制 表 人', '张三', '', '', ''], 'signature'],
    [['审核人 李四'], 'signature'],
    [['单位负责人（签章）：'], 'signature'],
    [['填报日期：2026年11月1日'], 'signature'],
    [['注：1. 本表按季填报'], 'signature'],
    [['序号', '纳税人识别号', '纳税人名称', '欠税税种', '欠税余额（元）'], 'repeated-header'],
    [['3', '纳税人识别号', '纳税人名称', '欠 税 税种', '欠税余额'], 'repeated-header'],
    [['序号', '纳税人识别号', '纳税人名称', '欠税税种', '900'], null],
  ] as const)('%j → %s', (cells, reason) => {
    expect(trailerReason(cells, layout)).toBe(reason);
    expect(isTrailer(cells, layout)).toBe(reason !== null);
  });
});
