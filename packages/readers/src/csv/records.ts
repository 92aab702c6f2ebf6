import type { FaultPlace } from '@miaotou/contracts';
import type { DeliveredRow } from '../shared/index.js';
import { faults } from '../faults/index.js';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Cuts decoded text into records: any mix of line ends, quoted cells with doubled quotes and line breaks, stray
 * quotes inside a cell taken as they stand. Blank lines are no records. Holds at most one record and one chunk.
 */
export class RecordReader {
  #text = '';
  #at = 0;
  #line = 1;
  #lineAfter = 1;
  readonly #separator: number;
  readonly #maxLineChars: number;
  readonly #place: FaultPlace;

  constructor(separator: string, maxLineChars: number, place: FaultPlace, firstLine = 1) {
    this.#separator = separator.charCodeAt(0);
    this.#maxLineChars = maxLineChars;
    this.#place = place;
    this.#line = firstLine;
  }

  /** Records that are complete with this chunk. */
  push(chunk: string): DeliveredRow[] {
    this.#text = this.#at < this.#text.length ? this.#text.slice(this.#at) + chunk : chunk;
    this.#at = 0;
    const rows = this.#take(false);
    if (this.#text.length - this.#at > this.#maxLineChars) throw this.#tooLong();
    return rows;
  }

  /** The last record, when the text does not end in a line break. */
  end(): DeliveredRow[] {
    return this.#take(true);
  }

  #take(final: boolean): DeliveredRow[] {
    const rows: DeliveredRow[] = [];
    while (this.#at < this.#text.length) {
      const cells: string[] = [];
      const next = this.#record(cells, final);
      if (next < 0) break;
      if (next - this.#at > this.#maxLineChars) throw this.#tooLong();
      if (cells.length > 1 || cells[0] !== '') rows.push({ row: this.#line, cells });
      this.#at = next;
      this.#line = this.#lineAfter;
    }
    return rows;
  }

  /** Reads one record into `cells`; the position after it, or -1 when the text ends before the record does. */
  #record(cells: string[], final: boolean): number {
    const text = this.#text;
    const separator = this.#separator;
    let at = this.#at;
    this.#lineAfter = this.#line;
    for (;;) {
      let opening = '';
      if (text.charCodeAt(at) === quote) {
        const close = closingQuote(text, at + 1);
        if (close < 0 || (close === text.length - 1 && !final)) {
          if (close < 0 && final) throw faults.unclosedQuote({ ...this.#place, row: this.#line });
          return -1;
        }
        opening = text.slice(at + 1, close);
        if (opening.includes('"')) opening = opening.replaceAll('""', '"');
        this.#lineAfter += lineBreaks(opening);
        at = close + 1;
      }
      let end = at;
      let code = text.charCodeAt(end);
      while (end < text.length && code !== separator && code !== lineFeed && code !== carriageReturn) {
        end += 1;
        code = text.charCodeAt(end);
      }
      if (end === text.length && !final) return -1;
      cells.push(opening === '' ? text.slice(at, end) : opening + text.slice(at, end));
      if (end === text.length) return end;
      if (code === separator) {
        at = end + 1;
        continue;
      }
      this.#lineAfter += 1;
      if (code === lineFeed) return end + 1;
      if (end + 1 === text.length && !final) return -1;
      return text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
    }
  }

  #tooLong(): Error {
    return faults.lineTooLong({ ...this.#place, row: this.#line }, this.#maxLineChars);
  }
}

/** Position of the quote that ends a quoted cell; -1 when there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2);
  return at;
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) count += 1;
  }
  return count;
}
