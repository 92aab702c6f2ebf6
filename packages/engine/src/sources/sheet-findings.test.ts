import { ManifestSchema } from '@miaotou/contracts';
import { PermanentError } from '../shared/index.js';
import { describe, expect, it } from 'vitest';
import type { Recognised, SourceRow } from './ports.js';
import { SheetFindings, amountInUnit, notesOf } from './sheet-findings.js';

const manifest = ManifestSchema.parse({
  source: 'tax',
  layout: 'sheet',
  version: 1,
  name: { zh: '表', en: 'Sheet' },
  office: { code: 'O1', name: { zh: '局', en: 'Office' } },
  formats: ['xlsx'],
  cycle: { every: 'month' },
  periodField: 'period',
  key: ['name'],
  columns: [
    { field: 'name', header: '单位', type: 'text', required: true },
    { field: 'day', header: '日期', type: 'day' },
    { field: 'owed', header: '金额', type: 'money' },
    { field: 'period', header: '所属期', type: 'month', required: true },
  ],
});
const layout: Recognised = {
  ok: true,
  manifest,
  headerRow: 1,
  columns: { name: 0, day: 1, owed: 2, period: 3 },
  unitFactors: { owed: 100 },
  headers: ['单位', '日期', '金额', '所属期'],
  appended: [],
  unitColumn: null,
  unitOpen: ['owed'],
  notes: [],
};
const reader = {
  isTrailer: (cells: readonly string[]) => /^(合计|注)/.test(cells[0] ?? ''),
  isGrandTotal: (cells: readonly string[]) => cells[0] === '合计',
  statedUnit: (line: string) => (line.includes('万元') ? 1_000_000 : null),
  unitNotes: () => [{ code: 'unit-taken', message: { zh: '万元', en: 'wan' } }],
  uncomputed: (_: object, column: number) =>
    new PermanentError('invalid', 'formula-without-value', { zh: `列${column}`, en: `column ${column}` }),
};

function read(rows: readonly SourceRow[], change: Partial<Recognised> = {}, date1904 = false) {
  const findings = new SheetFindings(
    { ...layout, ...change },
    reader,
    { file: 'a.xlsx', sheet: '三月' },
    date1904,
  );
  const cells = rows.flatMap((row) => {
    const kept = findings.dataRow(row);
    return kept === null ? [] : [kept.cells];
  });
  return { cells, findings };
}

describe('rows of a sheet', () => {
  it('get what the sheet says once, at the end of the header and before surplus cells', () => {
    const { cells } = read(
      [
        { row: 1, cells: ['单位', '日期', '金额'] },
        { row: 2, cells: ['甲'] },
        { row: 3, cells: ['乙', '', '3', '多'] },
        { row: 4, cells: ['合计', '', '3'] },
      ],
      { appended: ['2026-03'] },
    );
    expect(cells).toEqual([
      ['甲', '', '', '2026-03'],
      ['乙', '', '3', '2026-03', '多'],
    ]);
  });

  it('that are hidden are read and counted', () => {
    const { cells, findings } = read([{ row: 2, cells: ['甲'], hidden: true }]);
    expect(cells).toHaveLength(1);
    expect(findings.notes.map(({ message }) => message.zh)).toEqual(['有 1 行数据在表中被隐藏，仍已读取。']);
  });

  it('of a workbook that counts days from 1904 have their bare numbers turned into days', () => {
    const rows = [{ row: 2, cells: ['43677', '43677', '43677', '2026-03'] }];
    expect(read(rows, {}, true).cells).toEqual([['43677', '2023-08-01', '43677', '2026-03']]);
    expect(read(rows).cells).toEqual([['43677', '43677', '43677', '2026-03']]);
  });
});

describe('a formula without its value', () => {
  it('in a column that is read refuses the file', () => {
    const refused: unknown = expect.objectContaining({
      code: 'formula-without-value',
      text: { zh: '列2', en: 'column 2' },
    });
    expect(() => read([{ row: 2, cells: ['甲'], uncomputed: [2] }])).toThrow(refused);
  });
  it('in a total or in a column that nobody reads is no loss', () => {
    const rows = [
      { row: 2, cells: ['甲'], uncomputed: [7] },
      { row: 3, cells: ['合计'], uncomputed: [2] },
    ];
    expect(read(rows).cells).toEqual([['甲']]);
  });
});

describe('a unit that a line below the table states', () => {
  const rows = [
    { row: 2, cells: ['甲', '', '3'] },
    { row: 3, cells: ['注：单位为万元'] },
  ];
  it('counts where nothing else stated one, and is told', () => {
    const { findings } = read(rows);
    expect(findings.factors).toEqual({ owed: 1_000_000 });
    expect(findings.notes.map(({ code }) => code)).toEqual(['unit-taken']);
  });
  it('does not count against a header', () => {
    const { findings } = read(rows, { unitOpen: [] });
    expect(findings.factors).toEqual({ owed: 100 });
    expect(findings.notes).toEqual([]);
  });
});

it.each([
  ['12.5', '万元', '12.5万'],
  ['12.5', '元', '12.5'],
  ['3', ' 亿 元 ', '3亿'],
  ['3', '箱', '3 箱'],
  ['3', '', '3 ?'],
  ['', '万元', ''],
])('%s beside %s is read as %s', (amount, unit, text) => {
  expect(amountInUnit(amount, unit)).toBe(text);
});

it('notes name the sheet where a file has several', () => {
  const note = { code: 'x', message: { zh: '甲。', en: 'A.' } };
  expect(notesOf('', [note])).toEqual([note]);
  expect(notesOf('三月', [note])[0]?.message.zh).toBe('工作表“三月”：甲。');
});
