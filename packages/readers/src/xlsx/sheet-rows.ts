import type { FaultPlace } from '@miaotou/contracts';
import type { DeliveredRow, ReadLimits } from '../shared/index.js';
import { faults } from '../faults/index.js';
import { isoDateText, numberText, unescapeText } from './cell-text.js';
import type { NumberLook } from './number-formats.js';
import type { SharedTexts } from './shared-texts.js';
import { feedXml } from './xml.js';
import type { Attributes } from './xml.js';

/** What the cells of a workbook need to be read. */
export interface CellContext {
  readonly texts: SharedTexts;
  readonly looks: readonly NumberLook[];
  readonly date1904: boolean;
  readonly limits: ReadLimits;
}

const maxRowNumber = 1_048_576;

/** Rows of one sheet that hold anything; columns that are hidden go into `hiddenColumns` before the first of them. Formulas give the value that the sender's program left with them. */
export async function* sheetRows(
  chunks: AsyncIterable<Buffer>,
  context: CellContext,
  hiddenColumns: Set<number>,
  place: FaultPlace,
): AsyncGenerator<DeliveredRow> {
  let ready: DeliveredRow[] = [];
  const handler = new SheetHandler(context, hiddenColumns, place, (row) => ready.push(row));
  for await (const _ of feedXml(chunks, handler, place)) {
    if (ready.length === 0) continue;
    const rows = ready;
    ready = [];
    yield* rows;
  }
}

class SheetHandler {
  #inData = false;
  #row = 0;
  #column = 0;
  #cells: string[] = [];
  #filled = false;
  #inRow = false;
  #inCell = false;
  #hidden = false;
  #uncomputed: number[] = [];
  /** The cell has a formula, and it has a value (which may be an empty text). */
  #formula = false;
  #valued = false;
  #type = '';
  #style = 0;
  #value = '';
  /** Text is collected inside `v`, and inside `t` of an inline text; a formula's own text is not. */
  #collecting = false;
  #phonetic = 0;
  readonly #context: CellContext;
  readonly #hiddenColumns: Set<number>;
  readonly #place: FaultPlace;
  readonly #emit: (row: DeliveredRow) => void;

  constructor(
    context: CellContext,
    hiddenColumns: Set<number>,
    place: FaultPlace,
    emit: (row: DeliveredRow) => void,
  ) {
    this.#context = context;
    this.#hiddenColumns = hiddenColumns;
    this.#place = place;
    this.#emit = emit;
  }

  open(name: string, attributes: Attributes): void {
    if (!this.#inData) {
      if (name === 'sheetData') this.#inData = true;
      else if (name === 'col' && isTrue(attributes['hidden'])) this.#hideColumns(attributes);
      return;
    }
    if (this.#collecting) throw this.#damaged();
    switch (name) {
      case 'c':
        if (this.#inCell) throw this.#damaged();
        this.#inCell = true;
        this.#column = columnOf(attributes['r']) ?? this.#column + 1;
        this.#type = attributes['t'] ?? 'n';
        this.#style = Number(attributes['s'] ?? 0);
        this.#value = '';
        this.#formula = false;
        this.#valued = false;
        break;
      case 'f':
        this.#formula = true;
        break;
      case 'v':
        // Two values of one cell, read on, would make a third that nobody wrote.
        if (this.#valued || !this.#inCell) throw this.#damaged();
        this.#valued = true;
        this.#collecting = true;
        break;
      case 't':
        this.#valued = true;
        this.#collecting = this.#phonetic === 0;
        break;
      case 'rPh':
        this.#phonetic += 1;
        break;
      case 'row':
        if (this.#inCell || this.#inRow) throw this.#damaged();
        this.#inRow = true;
        this.#openRow(attributes['r'], isTrue(attributes['hidden']));
        break;
    }
  }

  text(text: string): void {
    if (!this.#collecting) return;
    this.#value += text;
    if (this.#value.length > this.#context.limits.maxCellChars)
      throw faults.lineTooLong({ ...this.#place, row: this.#row }, this.#context.limits.maxCellChars);
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#collecting = false;
        break;
      case 'rPh':
        this.#phonetic -= 1;
        break;
      case 'c':
        this.#inCell = false;
        if (this.#value !== '') this.#closeCell();
        else if (this.#formula && !(this.#valued && this.#type === 'str'))
          this.#uncomputed.push(this.#column - 1);
        break;
      case 'row':
        this.#inRow = false;
        if (this.#filled || this.#uncomputed.length > 0) this.#emit(this.#rowRead());
        break;
      case 'sheetData':
        this.#inData = false;
        break;
    }
  }

  #damaged(): Error {
    return faults.truncated({ ...this.#place, ...(this.#row > 0 ? { row: this.#row } : {}) });
  }

  #rowRead(): DeliveredRow {
    return {
      row: this.#row,
      cells: this.#cells,
      ...(this.#hidden ? { hidden: true as const } : {}),
      ...(this.#uncomputed.length === 0 ? {} : { uncomputed: this.#uncomputed }),
    };
  }

  #hideColumns(attributes: Attributes): void {
    const last = Math.min(Number(attributes['max'] ?? 0), this.#context.limits.maxColumns);
    for (let column = Math.max(1, Number(attributes['min'] ?? 0)); column <= last; column += 1)
      this.#hiddenColumns.add(column - 1);
  }

  #openRow(number: string | undefined, hidden: boolean): void {
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    if (!Number.isInteger(this.#row) || this.#row < 1 || this.#row > maxRowNumber)
      throw faults.tooLarge(this.#place, { zh: '行号', en: 'The row number' }, String(maxRowNumber));
    this.#column = 0;
    this.#cells = [];
    this.#filled = false;
    this.#hidden = hidden;
    if (this.#uncomputed.length > 0) this.#uncomputed = [];
  }

  #closeCell(): void {
    const text = this.#text();
    if (text === '') return;
    const { maxColumns, maxLineChars } = this.#context.limits;
    if (this.#column > maxColumns)
      throw faults.tooLarge(
        { ...this.#place, row: this.#row },
        { zh: '列数', en: 'The number of columns' },
        `${maxColumns}`,
      );
    while (this.#cells.length < this.#column - 1) this.#cells.push('');
    this.#cells[this.#column - 1] = text;
    this.#filled = true;
    if (text.length > maxLineChars)
      throw faults.lineTooLong({ ...this.#place, row: this.#row }, maxLineChars);
  }

  #text(): string {
    const { texts, looks, date1904 } = this.#context;
    switch (this.#type) {
      case 's': {
        const text = texts.at(Number(this.#value));
        if (text === null) throw faults.truncated({ ...this.#place, row: this.#row });
        return text;
      }
      case 'str':
      case 'inlineStr':
        return unescapeText(this.#value);
      case 'b':
        return this.#value.trim() === '0' || this.#value.trim() === 'false' ? 'FALSE' : 'TRUE';
      case 'e':
        return this.#value;
      case 'd':
        return isoDateText(this.#value);
      default:
        return numberText(this.#value, looks[this.#style] ?? 'number', date1904);
    }
  }
}

const isTrue = (flag: string | undefined): boolean => flag === '1' || flag === 'true';

/** Column number of a reference like `AB12`; null when the cell carries none. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? null : column;
}
