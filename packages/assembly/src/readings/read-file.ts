import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TextReading } from '@miaotou/contracts';
import { findRegion } from '@miaotou/domain';
import { PermanentError } from '@miaotou/engine';
import type { SourceRow } from '@miaotou/engine';
import { readText } from '@miaotou/reading';
import { fileReader } from '../landing/index.js';

/** Rows among which the header must stand. */
const headRows = 20;
/** Texts read in one go, before others get their turn. */
const page = 100;

/** What was read out of one data row; `row` counts the file's rows with the header as 1, as a spreadsheet shows them. */
export interface FileReading extends Omit<TextReading, 'place'> {
  readonly row: number;
  /** The town's Chinese name. */
  readonly place: string | null;
}

const tidyHeader = (cell: string) => cell.normalize('NFKC').replace(/\s+/gu, '');

function noSuchColumn(column: string, file: string, found: readonly string[]): PermanentError {
  const names = found.filter((name) => name.trim() !== '').join(', ');
  return new PermanentError(
    'invalid',
    'no-such-column',
    {
      zh: `${file} 没有“${column}”列，未读取任何内容。现有列：${names}`,
      en: `${file} has no column '${column}'; nothing was read. Its columns: ${names}`,
    },
    { file },
  );
}

/** Where the wanted columns stand in a row of headers; null when one is missing. */
function placesIn(row: SourceRow, columns: readonly string[]): number[] | null {
  const headers = row.cells.map(tidyHeader);
  const places = columns.map((column) => headers.indexOf(tidyHeader(column)));
  return places.includes(-1) ? null : places;
}

/**
 * Reads the texts of a file's columns, row by row; several columns of a row are one text. The file may be any that a
 * department sends. Throws a `PermanentError` when it cannot be read or lacks a column.
 */
export async function* readFileTexts(
  path: string,
  fileName: string,
  columns: readonly string[],
): AsyncGenerator<FileReading> {
  const file = await fileReader.open(path, fileName);
  let found = false;
  let first: readonly string[] = [];
  for await (const sheet of file.sheets()) {
    let places: number[] | null = null;
    let row = 0;
    for await (const source of sheet.rows) {
      row += 1;
      if (first.length === 0) first = source.cells;
      if (places === null) {
        if (row > headRows) break;
        places = placesIn(source, columns);
        continue;
      }
      found = true;
      const text = places.map((at) => source.cells[at] ?? '').join('\n');
      const reading = readText(text);
      const place = reading.place === null ? null : (findRegion(reading.place)?.name.zh ?? null);
      yield { row, ...reading, place };
      if (row % page === 0) await nextTurn();
    }
    found ||= places !== null;
  }
  if (!found) throw noSuchColumn(columns.join(', '), fileName, first);
}
