import type { Note } from '@miaotou/contracts';
import { addDays } from '@miaotou/domain';
import type { FileReader, Recognised, SourceRow } from './ports.js';
import type { TotalLine } from './totals.js';

/** How the amount of a row is said in full when its unit stands in a column: 12 beside 万元 is 12万. */
const unitWords: Readonly<Record<string, string>> = { 元: '', 人民币元: '', 万元: '万', 亿元: '亿' };

const hiddenRowsNote = (count: number): Note => ({
  code: 'hidden-rows-read',
  message: {
    zh: `有 ${count} 行数据在表中被隐藏，仍已读取。`,
    en: `${count} rows are hidden in the sheet and were read all the same.`,
  },
});

/** What shows only while the rows of a sheet are read, and what follows from it for the sheet as a whole. */
export class SheetFindings {
  #hiddenRows = 0;
  #unit: number | null = null;
  readonly #totals: TotalLine[] = [];
  readonly #recognised: ReadonlySet<number>;
  /** Columns of days in a workbook that counts them from 1904. */
  readonly #days1904: readonly number[];

  constructor(
    readonly layout: Recognised,
    readonly reader: Pick<
      FileReader,
      'isTrailer' | 'isGrandTotal' | 'statedUnit' | 'unitNotes' | 'uncomputed'
    >,
    readonly place: { readonly file: string; readonly sheet: string },
    date1904 = false,
  ) {
    this.#recognised = new Set(Object.values(layout.columns));
    this.#days1904 = layout.manifest.columns.flatMap(({ field, type }) => {
      const at = layout.columns[field];
      return date1904 && at !== undefined && ['day', 'month', 'instant'].includes(type) ? [at] : [];
    });
  }

  /** A data row with what the sheet says once for all of them; null for a header, a total, a signature. */
  dataRow(row: SourceRow): SourceRow | null {
    if (row.row <= this.layout.headerRow) return null;
    if (!this.reader.isTrailer(row.cells, this.layout)) return this.#heard(row);
    this.#hearTrailer(row);
    return null;
  }

  #heard(row: SourceRow): SourceRow {
    if (row.hidden === true) this.#hiddenRows += 1;
    if (row.uncomputed !== undefined) this.#refuseUncomputed(row, row.uncomputed);
    const { appended, headers } = this.layout;
    if (appended.length === 0 && this.#days1904.length === 0) return row;
    const cells = [...row.cells];
    for (const at of this.#days1904) {
      const cell = cells[at];
      if (cell !== undefined) cells[at] = dayOf1904(cell);
    }
    const width = headers.length - appended.length;
    if (appended.length === 0) return { row: row.row, cells };
    const own = Array.from({ length: width }, (_, at) => cells[at] ?? '');
    return { row: row.row, cells: [...own, ...appended, ...cells.slice(width)] };
  }

  #hearTrailer(row: SourceRow): void {
    if (this.reader.isGrandTotal(row.cells)) this.#totals.push(this.#totalOf(row));
    if (this.layout.unitOpen.length === 0 || this.#unit !== null) return;
    for (const cell of row.cells) this.#unit ??= this.reader.statedUnit(cell);
  }

  #totalOf({ row, cells }: SourceRow): TotalLine {
    const { columns, headers, appended, unitColumn } = this.layout;
    // A total of amounts in different units is none, and what stands once for all rows is not in this line.
    const own = Object.entries(columns).filter(
      ([field, at]) => at < headers.length - appended.length && unitColumn?.fields.includes(field) !== true,
    );
    return {
      row,
      after: this.#totals.at(-1)?.row ?? 0,
      cells: Object.fromEntries(own.map(([field, at]) => [field, cells[at] ?? ''])),
    };
  }

  /** A total without its value is no loss; a cell of a row would be one. */
  #refuseUncomputed(row: SourceRow, columns: readonly number[]): void {
    const lost = columns.find((at) => this.#recognised.has(at));
    if (lost !== undefined)
      throw this.reader.uncomputed(
        { ...this.place, row: row.row, field: this.layout.headers[lost] ?? '' },
        lost,
      );
  }

  /** Factors of the money columns; a unit that a line below the table states counts where nothing else did. */
  get factors(): Readonly<Record<string, number>> {
    const unit = this.#unit;
    if (unit === null) return this.layout.unitFactors;
    const late = this.layout.unitOpen.map((field) => [field, unit] as const);
    return { ...this.layout.unitFactors, ...Object.fromEntries(late) };
  }

  get totals(): readonly TotalLine[] {
    return this.#totals;
  }

  get notes(): readonly Note[] {
    const late = this.#unit === null ? [] : this.reader.unitNotes(this.layout.manifest, this.factors);
    return [
      ...this.layout.notes.filter(
        ({ code }) => late.length === 0 || !['unit-taken', 'number-unit-taken'].includes(code),
      ),
      ...late,
      ...(this.#hiddenRows === 0 ? [] : [hiddenRowsNote(this.#hiddenRows)]),
    ];
  }
}

/** A bare day number of the 1904 calendar as a day; any other text as it is. */
function dayOf1904(text: string): string {
  return /^[2-6]\d{4}$/u.test(text) ? addDays('1904-01-01', Number(text)) : text;
}

/** The amount of a row whose unit stands in a column of its own; an unknown unit makes it no number. */
export function amountInUnit(amount: string, unit: string): string {
  const text = amount.trim();
  if (text === '') return text;
  const word = unit.normalize('NFKC').replaceAll(/\s/gu, '');
  return Object.hasOwn(unitWords, word) ? `${text}${unitWords[word] ?? ''}` : `${text} ${word || '?'}`;
}

/** Notes of a sheet, told apart by its name where a file has several. */
export function notesOf(sheet: string, notes: readonly Note[]): Note[] {
  if (sheet === '') return [...notes];
  return notes.map(({ code, message }) => ({
    code,
    message: { zh: `工作表“${sheet}”：${message.zh}`, en: `Sheet "${sheet}": ${message.en}` },
  }));
}
