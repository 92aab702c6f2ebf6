import { zipOf } from '../conformance/fuzz/files.js';

export type DepartmentCell = string | { readonly formula: string };
export type DepartmentRow =
  readonly DepartmentCell[] | { readonly hidden: boolean; readonly cells: readonly DepartmentCell[] };

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (items: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships>${items
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

function cellXml(cell: DepartmentCell): string {
  if (typeof cell !== 'string') return `<c><f>${cell.formula}</f></c>`;
  if (cell === '') return '<c/>';
  return /^\d+(\.\d+)?$/.test(cell) && cell.length < 12
    ? `<c><v>${cell}</v></c>`
    : `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
}

function rowXml(row: DepartmentRow, at: number): string {
  const { hidden, cells } = 'cells' in row ? row : { hidden: false, cells: row };
  return `<row r="${at + 1}"${hidden ? ' hidden="1"' : ''}>${cells.map(cellXml).join('')}</row>`;
}

/** A workbook's bytes, written by hand: with hidden rows and formulas that were never computed. */
export function workbookOfSheets(
  sheets: readonly { readonly name: string; readonly rows: readonly DepartmentRow[] }[],
): Buffer {
  const parts: (readonly [name: string, text: string])[] = [
    ['[Content_Types].xml', '<Types/>'],
    ['_rels/.rels', relations([['r', 'officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
        .map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(sheets.map((_, at) => [`s${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`])),
    ],
    ...sheets.map(
      ({ rows }, at) =>
        [
          `xl/worksheets/sheet${at + 1}.xml`,
          `<worksheet xmlns="${main}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`,
        ] as const,
    ),
  ];
  return zipOf(parts.map(([name, text]) => ({ name, data: Buffer.from(text) })));
}
