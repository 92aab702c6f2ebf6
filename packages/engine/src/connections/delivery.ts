import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { WriteStream } from 'node:fs';
import { lasting } from './faults.js';

/** A cell as CSV keeps it: nothing for null, quotes for an empty text, so that the two stay apart. */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

async function put(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

/** Writes rows of text as a CSV file (UTF-8), waiting for the disk; gives how many rows there were. */
export async function writeCsv(
  path: string,
  headers: readonly string[],
  rows: AsyncIterable<readonly (string | null)[]>,
): Promise<number> {
  const stream = createWriteStream(path, { mode: 0o600 });
  // A fault of the disk shows at `finished`; without a listener it would end the process before.
  stream.on('error', () => undefined);
  let count = 0;
  try {
    await put(stream, `${headers.map(csvCell).join(',')}\n`);
    for await (const row of rows) {
      await put(stream, `${row.map(csvCell).join(',')}\n`);
      count += 1;
    }
  } finally {
    stream.end();
  }
  await finished(stream);
  return count;
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/** Parses JSON with every number kept as the text that it was written as: 20 digits stay 20, and 1.10 stays 1.10. */
export function parseExact(text: string): unknown {
  try {
    // Checked first as it came: quoting its numbers must not mend what is broken.
    JSON.parse(text);
    return JSON.parse(text.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  } catch (cause) {
    throw lasting('json-form', '内容不是有效的 JSON。', 'The content is no valid JSON.', { cause });
  }
}

/** What lies at a JSON pointer (RFC 6901); undefined where nothing does. */
export function atPointer(value: unknown, pointer: string): unknown {
  let at: unknown = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The rows of a JSON text: the array of objects at the pointer. */
export function jsonRows(parsed: unknown, pointer: string): readonly Readonly<Record<string, unknown>>[] {
  const found = atPointer(parsed, pointer);
  const rows = Array.isArray(found) ? (found as readonly unknown[]) : null;
  if (rows === null || rows.some((row) => typeof row !== 'object' || row === null || Array.isArray(row))) {
    const place = pointer === '' ? '/' : pointer;
    throw lasting(
      'json-rows',
      `JSON 的 ${place} 处应为由对象组成的数组，每个对象一行，键为表头。`,
      `At ${place} the JSON should hold an array of objects: one a row, its names the headers.`,
    );
  }
  return rows as readonly Readonly<Record<string, unknown>>[];
}

/** Gathers JSON rows of any number of pages on disk, and writes them under all the headers that they had together. */
export class RowGatherer {
  readonly #headers = new Map<string, number>();
  readonly #stream: WriteStream;
  #count = 0;

  constructor(private readonly path: string) {
    this.#stream = createWriteStream(path, { mode: 0o600 });
    this.#stream.on('error', () => undefined);
  }

  get count(): number {
    return this.#count;
  }

  async add(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    for (const row of rows) {
      const cells: (string | null)[] = [];
      for (const [name, value] of Object.entries(row)) {
        const at = this.#headers.get(name) ?? this.#headers.size;
        this.#headers.set(name, at);
        cells[at] = cellText(value);
      }
      await put(this.#stream, `${JSON.stringify(Array.from(cells, (cell) => cell ?? null))}\n`);
      this.#count += 1;
    }
  }

  /** Writes the CSV file; nothing can be added afterwards. */
  async write(path: string): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
    const width = this.#headers.size;
    const lines = createInterface({ input: createReadStream(this.path), crlfDelay: Infinity });
    await writeCsv(path, [...this.#headers.keys()], this.#rows(lines, width));
  }

  async *#rows(lines: AsyncIterable<string>, width: number): AsyncGenerator<readonly (string | null)[]> {
    for await (const line of lines) {
      const cells = JSON.parse(line) as (string | null)[];
      yield Array.from({ length: width }, (_, at) => cells[at] ?? null);
    }
  }
}
