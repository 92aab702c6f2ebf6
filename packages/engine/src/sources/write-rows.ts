import { join } from 'node:path';
import type { Column, Note } from '@miaotou/contracts';
import { hasLostDigits, parseUscc } from '@miaotou/domain';
import { amountInUnit } from './sheet-findings.js';
import { CellReader, isWrittenOwnWay } from './read-cell.js';
import { LineWriter, tsvList, tsvText } from './line-writer.js';
import { asLost, maskPersonal, protect } from './personal.js';
import type { StandingReader } from './standing.js';
import type { Recognised, SourceRow, SourceSheet, TextSheet } from './ports.js';
import type { TotalLine } from './totals.js';

/** Rows read ahead, among which the header must stand. */
const headRows = 20;

/** Headers of columns that no manifest knows and that plainly name a person. */
const personalHeader =
  /身份证|证件号|电话|手机|联系方式|银行卡|银行账|卡号|住址|家庭地址|id.?card|phone|mobile|bank.?account/iu;

/** First rows of a sheet, and all its rows once more from the start. */
export async function readAhead(
  sheet: SourceSheet,
): Promise<{ readonly head: readonly SourceRow[]; readonly rows: () => AsyncGenerator<SourceRow> }> {
  const iterator = sheet.rows[Symbol.asyncIterator]();
  const head: SourceRow[] = [];
  let ended = false;
  while (head.length < headRows) {
    const next = await iterator.next();
    if (next.done === true) {
      ended = true;
      break;
    }
    head.push(next.value);
  }
  return {
    head,
    rows: async function* rows() {
      try {
        yield* head;
        if (ended) return;
        for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
          yield next.value;
      } finally {
        await iterator.return?.();
      }
    },
  };
}

/** How the rows of one sheet are written for the engine, persons' data made fit to be stored on the way. */
export class RowWriter {
  readonly #out: LineWriter;
  readonly #fields: readonly { readonly column: Column; readonly at: number }[];
  readonly #hidden: readonly number[];
  readonly #sheetText: string;
  /** Money fields of which each row says its unit. */
  readonly #byRow: ReadonlySet<string>;
  readonly #cells = new CellReader();

  constructor(
    directory: string,
    readonly sheet: string,
    readonly index: number,
    readonly layout: Recognised,
    readonly secret: Buffer,
    readonly standing: StandingReader,
  ) {
    this.#out = new LineWriter(join(directory, `sheet-${index}.tsv`));
    this.#fields = layout.manifest.columns.flatMap((column) => {
      const at = layout.columns[column.field];
      return at === undefined ? [] : [{ column, at }];
    });
    this.#byRow = new Set(layout.unitColumn?.fields);
    this.#sheetText = tsvText(sheet);
    const known = new Set(this.#fields.map(({ at }) => at));
    this.#hidden = layout.headers.flatMap((header, at) =>
      !known.has(at) && personalHeader.test(header) ? [at] : [],
    );
  }

  get lines(): number {
    return this.#out.lines;
  }

  /** What the sender should know of how its cells were read. */
  get notes(): readonly Note[] {
    return this.#cells.notes;
  }

  /** Writes a row; where a block is full, gives what to wait for before the next one. */
  write(n: number, row: SourceRow, context: boolean): Promise<void> | null {
    const shown = [...row.cells];
    let checked = '';
    const unit = row.cells[this.layout.unitColumn?.at ?? -1] ?? '';
    for (const at of this.#hidden) shown[at] = maskPersonal(shown[at] ?? '');
    for (const { column, at } of this.#fields) {
      const cell = row.cells[at] ?? '';
      if (column.personal === undefined) {
        const read = this.#cells.read(column, this.standing.read(column.field, cell).trim());
        checked += `\t${tsvText(this.#byRow.has(column.field) ? amountInUnit(read, unit) : identifier(column, read))}`;
        continue;
      }
      const safe = protect(cell, column.personal, this.secret);
      if (at < shown.length) shown[at] = safe.shown;
      checked += `\t${tsvText(safe.checked)}`;
    }
    return this.#out.write(
      `${n}\t${this.#sheetText}\t${row.row}\t${context ? 1 : 0}\t${tsvList(shown)}${checked}`,
    );
  }

  /** Ends the sheet; `factors` turn its money into fen. */
  async close(factors: Readonly<Record<string, number>>, totals: readonly TotalLine[]): Promise<TextSheet> {
    await this.#out.close();
    return {
      kind: 'text',
      path: this.#out.path,
      sheet: this.sheet,
      fields: this.#fields.map(({ column }) => column.field),
      columns: this.layout.columns,
      factors,
      totals,
    };
  }
}

/** A letter that no number in digits or in powers of ten has. */
const noNumber = /[A-DF-Z]/iu;

/** A credit code that a spreadsheet cut short is told to the checks as such, not as one with a wrong check digit. */
function identifier({ type }: Column, text: string): string {
  if (type !== 'uscc' || noNumber.test(text)) return text;
  return hasLostDigits(text, (number) => parseUscc(number).ok) ? asLost(text) : text;
}

/** Whether a file may go to the engine as it is: nothing in it needs our hands. */
export function goesAsItIs(
  file: { readonly format: string; readonly encoding: string | null; readonly separator: string | null },
  layout: Recognised,
): boolean {
  const { manifest } = layout;
  return (
    manifest.direct !== undefined &&
    file.format === 'csv' &&
    file.encoding?.toLowerCase().startsWith('utf-8') === true &&
    file.separator === ',' &&
    layout.headerRow === 1 &&
    layout.appended.length === 0 &&
    layout.unitColumn === null &&
    manifest.columns.every((column) => column.personal === undefined && !isWrittenOwnWay(column)) &&
    !layout.headers.some((header) => personalHeader.test(header) || header.includes('\n'))
  );
}
