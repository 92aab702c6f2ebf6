import Excel from '@protobi/exceljs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, makeFolder, readFileWhole } from '../fixtures/files.js';
import { workbookParts } from '../fixtures/workbook.js';
import type { HandMadeWorkbook } from '../fixtures/workbook.js';
import { buildZip } from '../fixtures/zip.js';
import { openDelivery } from '../index.js';
import { decimalText, numberText } from './cell-text.js';
import { lookOfFormat } from './number-formats.js';
import type { NumberLook } from './number-formats.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

const readBook = async (book: HandMadeWorkbook) =>
  (await readFileWhole(await folder.write(buildZip(workbookParts(book)), 'book.xlsx'))).sheets;
const readCells = async (data: string, rest: Partial<HandMadeWorkbook> = {}) =>
  cellsOf(await readBook({ sheets: [{ name: '一', data }], ...rest }));

describe('numbers become the text that Excel would show', () => {
  const cases: { raw: string; look: NumberLook; text: string; date1904?: true }[] = [
    { raw: '0', look: 'number', text: '0' },
    { raw: '1200.5', look: 'number', text: '1200.5' },
    { raw: '0.30000000000000004', look: 'number', text: '0.3' },
    { raw: '1234.5600000000002', look: 'number', text: '1234.56' },
    { raw: '1E-7', look: 'number', text: '0.0000001' },
    { raw: '-1.25E-8', look: 'number', text: '-0.0000000125' },
    { raw: '4.45224E+17', look: 'number', text: '445224000000000000' },
    { raw: '9.1445224123456E+17', look: 'number', text: '914452241234560000' },
    { raw: '1.2345678901234567E+18', look: 'number', text: '1.2345678901234567E+18' },
    { raw: '445224199001011234', look: 'number', text: '445224199001011234' },
    { raw: '1E+30', look: 'number', text: '1E+30' },
    { raw: '0.125', look: 'percent', text: '12.5%' },
    { raw: '45139', look: 'date', text: '2023-08-01' },
    { raw: '45139.5', look: 'date', text: '2023-08-01 12:00:00' },
    { raw: '45139.99999999', look: 'date', text: '2023-08-02' },
    { raw: '1', look: 'date', text: '1900-01-01' },
    { raw: '59', look: 'date', text: '1900-02-28' },
    { raw: '60', look: 'date', text: '1900-02-29' },
    { raw: '61', look: 'date', text: '1900-03-01' },
    { raw: '73050', look: 'date', text: '2099-12-31' },
    { raw: '73051', look: 'date', text: '2100-01-01' },
    { raw: '2958465', look: 'date', text: '9999-12-31' },
    { raw: '2958466', look: 'date', text: '2958466' },
    { raw: '-1', look: 'date', text: '-1' },
    { raw: '43677', look: 'date', text: '2023-08-01', date1904: true },
    { raw: '0', look: 'date', text: '1904-01-01', date1904: true },
    { raw: '0.75', look: 'time', text: '18:00:00' },
    { raw: '1.5', look: 'lapse', text: '36:00:00' },
    { raw: 'n/a', look: 'number', text: 'n/a' },
  ];
  it.each(cases)('$raw as $look → $text', ({ raw, look, text, date1904 }) => {
    expect(numberText(raw, look, date1904 ?? false)).toBe(text);
  });

  it('a decimal text is the same number, at 15 digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
        const text = decimalText(String(value));
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBeCloseTo(value, 15 - Math.ceil(Math.log10(Math.abs(value) + 1)) - 1);
      }),
    );
  });
});

describe('a number format tells its look', () => {
  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0.00_ ;[Red]\\-#,##0.00\\ ', 'number'],
    ['_ "¥"* #,##0.00_ ', 'number'],
    ['0.00E+00', 'number'],
    ['0"天"', 'number'],
    ['0.0%', 'percent'],
    ['yyyy/m/d', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-804]yyyy年m月;@', 'date'],
    ['yyyy/m/d h:mm:ss', 'date'],
    ['mmm-yy', 'date'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'lapse'],
  ] as const)('%s → %s', (code, look) => {
    expect(lookOfFormat(code)).toBe(look);
  });
});

describe('cells of a workbook', () => {
  const styles =
    '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="9"/></cellXfs>';
  const cases: { name: string; cell: string; text: string; texts?: string }[] = [
    {
      name: 'a shared text',
      cell: '<c r="A1" t="s"><v>0</v></c>',
      texts: '<si><t>惠来</t></si>',
      text: '惠来',
    },
    {
      name: 'rich text, joined',
      cell: '<c r="A1" t="s"><v>0</v></c>',
      texts: '<si><r><t>惠</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 来</t></r></si>',
      text: '惠 来',
    },
    {
      name: 'a reading aid, left out',
      cell: '<c r="A1" t="s"><v>0</v></c>',
      texts: '<si><t>惠来</t><rPh sb="0" eb="2"><t>HUILAI</t></rPh></si>',
      text: '惠来',
    },
    {
      name: 'an inline text',
      cell: '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>',
      text: '甲乙',
    },
    { name: 'an escaped line break', cell: '<c r="A1" t="str"><v>a_x000D_b&amp;c</v></c>', text: 'a\rb&c' },
    {
      name: 'a formula: the value left with it',
      cell: '<c r="A1"><f>SUM(B1:B9)</f><v>42</v></c>',
      text: '42',
    },
    {
      name: 'a formula of text',
      cell: '<c r="A1" t="str"><f>HYPERLINK("http://x")</f><v>点此</v></c>',
      text: '点此',
    },
    { name: 'a boolean', cell: '<c r="A1" t="b"><v>1</v></c>', text: 'TRUE' },
    { name: 'a boolean of a formula', cell: '<c r="A1" t="b"><f>1=2</f><v>0</v></c>', text: 'FALSE' },
    { name: 'an error', cell: '<c r="A1" t="e"><v>#REF!</v></c>', text: '#REF!' },
    { name: 'a date by a built-in format', cell: '<c r="A1" s="1"><v>45139</v></c>', text: '2023-08-01' },
    { name: 'a month by an own format', cell: '<c r="A1" s="2"><v>45139</v></c>', text: '2023-08-01' },
    { name: 'a percentage', cell: '<c r="A1" s="3"><v>0.15</v></c>', text: '15%' },
    {
      name: 'a date as ISO text',
      cell: '<c r="A1" t="d"><v>2023-08-01T00:00:00</v></c>',
      text: '2023-08-01',
    },
    { name: 'a prefix on every tag', cell: '<x:c r="A1" xmlns:x="y"><x:v>5</x:v></x:c>', text: '5' },
    { name: 'a text in CDATA', cell: '<c r="A1" t="str"><v><![CDATA[<a>]]></v></c>', text: '<a>' },
  ];
  it.each(cases)('$name', async ({ cell, text, texts }) => {
    expect(
      await readCells(`<row r="1">${cell}</row>`, { styles, ...(texts === undefined ? {} : { texts }) }),
    ).toEqual([[text]]);
  });

  it('rows and cells without references follow each other; gaps are empty cells; hidden ones are read', async () => {
    const sheets = await readBook({
      sheets: [
        {
          name: '一',
          data:
            '<row r="2" hidden="1"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="F2"/></row>' +
            '<row><c><v>3</v></c></row><row r="9"><c r="AA9"><v>4</v></c></row>',
        },
      ],
    });
    expect(sheets[0]?.rows).toEqual([
      { row: 2, cells: ['', '1', '2'], hidden: true },
      { row: 3, cells: ['3'] },
      { row: 9, cells: [...Array.from({ length: 26 }, () => ''), '4'] },
    ]);
  });

  it.each([
    ['a value of its own', '<c r="B1"><f>1+1</f><v>2</v></c>', ['甲', '2'], undefined],
    ['an empty text as its value', '<c r="B1" t="str"><f>""</f><v></v></c>', ['甲'], undefined],
    ['no value', '<c r="B1"><f>SUM(C1:C9)</f></c>', ['甲'], [1]],
    ['an empty value', '<c r="B1"><f>SUM(C1:C9)</f><v/></c>', ['甲'], [1]],
    ['an error for its value', '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ['甲', '#DIV/0!'], undefined],
  ])('a formula with %s is never computed', async (_, cell, cells, uncomputed) => {
    const data = `<row r="1"><c r="A1" t="str"><v>甲</v></c>${cell}</row>`;
    const sheets = await readBook({ sheets: [{ name: '一', data }] });
    expect(sheets[0]?.rows).toEqual([{ row: 1, cells, ...(uncomputed === undefined ? {} : { uncomputed }) }]);
  });

  it('hidden columns are known with the first row', async () => {
    const columns = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1"/></cols>';
    const path = await folder.write(
      buildZip(
        workbookParts({ sheets: [{ name: '一', columns, data: '<row r="1"><c><v>1</v></c></row>' }] }),
      ),
    );
    const delivery = await openDelivery(path, 'a.xlsx');
    for await (const sheet of delivery.sheets())
      for await (const _ of sheet.rows) expect([...sheet.hiddenColumns]).toEqual([1, 2]);
  });

  it('a sheet in UTF-16 is read', async () => {
    const xml = '\uFEFF<worksheet><sheetData><row><c t="str"><v>惠来𠮷</v></c></row></sheetData></worksheet>';
    const parts = workbookParts({ sheets: [{ name: '一', data: '' }] }).map((part) =>
      part.name.endsWith('sheet1.xml') ? { ...part, data: Buffer.from(xml, 'utf16le') } : part,
    );
    const { sheets } = await readFileWhole(await folder.write(buildZip(parts)));
    expect(cellsOf(sheets)).toEqual([['惠来𠮷']]);
  });

  it('sheets come in the order of their tabs, hidden ones too', async () => {
    const data = '<row r="1"><c r="A1"><v>1</v></c></row>';
    const sheets = await readBook({
      sheets: [
        { name: '一月', data },
        { name: '二月', data, state: 'hidden' },
        { name: '空', data: '' },
      ],
    });
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['一月', 1],
      ['二月', 1],
      ['空', 0],
    ]);
  });
});

it('any table written by an independent program comes back', async () => {
  const cell = fc.oneof(
    fc
      .string({
        unit: fc.constantFrom('a', '7', ' ', '<', '&', '"', '惠', '𠮷', '=', '\n'),
        minLength: 1,
        maxLength: 10,
      })
      .map((text) => ({ value: text, text })),
    fc.integer().map((value) => ({ value, text: String(value) })),
    fc.integer({ min: 0, max: 10 ** 12 }).map((fen) => ({ value: fen / 100, text: String(fen / 100) })),
    fc.boolean().map((value) => ({ value, text: value ? 'TRUE' : 'FALSE' })),
    fc
      .date({
        min: new Date('1905-01-01T00:00:00Z'),
        max: new Date('2100-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => new Date(date.toISOString().slice(0, 10)))
      .map((value) => ({ value, text: value.toISOString().slice(0, 10) })),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, date1904) => {
      const book = new Excel.Workbook();
      book.properties.date1904 = date1904;
      const sheet = book.addWorksheet('表');
      for (const row of rows) sheet.addRow(row.map(({ value }) => value));
      const path = await folder.write(new Uint8Array(await book.xlsx.writeBuffer()), 'written.xlsx');
      expect(cellsOf((await readFileWhole(path)).sheets)).toEqual(
        rows.map((row) => row.map(({ text }) => text)),
      );
    }),
    { numRuns: 60 },
  );
});

describe('a sheet that says two things of one cell is damaged, and never read on', () => {
  it('an element within a shared text', async () => {
    const texts = '<si><t>4.<v>1</v>45224E+17</t></si>';
    const data = '<row r="2"><c t="s"><v>0</v></c></row>';
    await expect(readBook({ sheets: [{ name: '一', data }], texts })).rejects.toMatchObject({
      code: 'truncated-archive',
    });
  });

  it.each([
    ['two values', '<row r="2"><c><v>2026</v><v>1</v></c></row>'],
    ['a cell within a cell', '<row r="2"><c><v>1</v><c><v>2</v></c></c></row>'],
    ['a row within a row', '<row r="2"><c><v>1</v></c><row r="3"/></row>'],
    ['an element within a value', '<row r="2"><c><v>4<f>1</f>5</v></c></row>'],
    ['an element within a text', '<row r="2"><c t="inlineStr"><is><t>4<r/>5</t></is></c></row>'],
    ['a value outside of every cell', '<row r="2"><v>1</v></row>'],
  ])('%s', async (_, data) => {
    await expect(readBook({ sheets: [{ name: '一', data }] })).rejects.toMatchObject({
      code: 'truncated-archive',
      place: { row: 2 },
    });
  });

  it.each([
    ['percent', '1e308'],
    ['lapse', '1e308'],
    ['lapse', '2e15'],
    ['percent', '-1e307'],
  ] as const)('a number beyond all sense shown as %s is the number itself', (look, raw) => {
    expect(Number(numberText(raw, look, false))).toBe(Number(raw));
  });
});
