import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

const blockChars = 1 << 16;

/** Writes lines to a file, waiting for the disk where it falls behind. */
export class LineWriter {
  readonly #stream;
  #pending: string[] = [];
  #chars = 0;
  lines = 0;

  constructor(readonly path: string) {
    this.#stream = createWriteStream(path, { mode: 0o600 });
    // A fault of the disk shows at the next write or at the end; without a listener it would end the process.
    this.#stream.on('error', () => undefined);
  }

  /** Takes a line; where a block is full, gives what to wait for before the next one. */
  write(line: string): Promise<void> | null {
    this.#pending.push(line);
    this.#chars += line.length;
    this.lines += 1;
    return this.#chars < blockChars ? null : this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const block = `${this.#pending.join('\n')}\n`;
    this.#pending = [];
    this.#chars = 0;
    if (this.#stream.errored) throw this.#stream.errored;
    if (!this.#stream.write(block)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    await this.#flush();
    this.#stream.end();
    await finished(this.#stream);
  }
}

const special = /[\\\t\n\r\0]/;
const everySpecial = new RegExp(special, 'g');
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

/** A text as one field of a tab-separated line. */
export function tsvText(text: string): string {
  // Hardly any text holds one, and looking is much cheaper than replacing.
  return special.test(text) ? text.replace(everySpecial, (found) => escapes[found] ?? found) : text;
}

/** A list of texts as one field of a tab-separated line. */
export function tsvList(texts: readonly string[]): string {
  let list = '';
  for (const text of texts) {
    const quoted = text.includes("'") ? tsvText(text).replaceAll("'", "\\'") : tsvText(text);
    list += list === '' ? `'${quoted}'` : `,'${quoted}'`;
  }
  return `[${list}]`;
}
