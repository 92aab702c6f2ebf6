import { createReadStream } from 'node:fs';
import { PermanentError } from '@miaotou/engine';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** Depth inside of the outer object, and inside of its list. */
const IN_OBJECT = 1;
const IN_LIST = 2;

function unreadable(zh: string, en: string, cause?: unknown): PermanentError {
  return new PermanentError('invalid', 'unreadable-input', { zh, en }, undefined, { cause });
}

const isBlank = (text: string): boolean => text.trim() === '';

/** Follows a JSON text as it arrives and cuts out the items of one list of the outer object, so that no whole file is held. */
class ItemCutter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Name before the value that is being read in the outer object, and the string read last there. */
  private name: string | null = null;
  private word = '';
  private place: 'before' | 'in-list' | 'after' = 'before';
  private item = '';
  private cut = 0;

  constructor(private readonly list: string) {}

  *feed(chunk: string): Generator {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (this.inString) {
        this.inText(code, chunk.charAt(at));
        continue;
      }
      if (this.depth === 0 && this.place !== 'before' && !isBlank(chunk.charAt(at))) throw this.broken();
      if (code === QUOTE) {
        this.inString = true;
        this.word = '';
      } else if (code === OPEN || code === OPEN_LIST) {
        if (this.opens(code)) from = at + 1;
      } else if (
        this.place === 'in-list' &&
        this.depth === IN_LIST &&
        (code === COMMA || code === CLOSE_LIST)
      ) {
        this.item += chunk.slice(from, at);
        from = at + 1;
        if (code === CLOSE_LIST) {
          if (this.cut > 0 || !isBlank(this.item)) yield this.take();
          this.place = 'after';
          this.depth -= 1;
        } else yield this.take();
      } else if (code === CLOSE || code === CLOSE_LIST) this.depth -= 1;
      else if (this.depth === IN_OBJECT && code === COLON) this.name = this.word;
      else if (this.depth === IN_OBJECT && code === COMMA) this.name = null;
    }
    if (this.place === 'in-list') this.item += chunk.slice(from);
  }

  private inText(code: number, character: string): void {
    if (this.escaped) this.escaped = false;
    else if (code === BACKSLASH) this.escaped = true;
    else if (code === QUOTE) this.inString = false;
    if (this.inString && this.depth === IN_OBJECT) this.word += character;
  }

  /** A list or object begins; true where it is the list that is looked for. */
  private opens(code: number): boolean {
    const found =
      this.place === 'before' && this.depth === IN_OBJECT && code === OPEN_LIST && this.name === this.list;
    if (this.depth === 0 && code !== OPEN) throw this.missing();
    this.depth += 1;
    if (found) this.place = 'in-list';
    return found;
  }

  private take(): unknown {
    this.cut += 1;
    const text = this.item;
    this.item = '';
    try {
      return JSON.parse(text);
    } catch (error) {
      throw unreadable(
        `文件不是 JSON：“${this.list}”的第 ${this.cut} 项读不出来。`,
        `The file is not JSON: item ${this.cut} of "${this.list}" cannot be read.`,
        error,
      );
    }
  }

  private broken(): PermanentError {
    return unreadable('文件不是完整的 JSON。', 'The file is not whole JSON.');
  }

  private missing(): PermanentError {
    return unreadable(
      `文件须为 JSON 对象，其中有列表“${this.list}”。`,
      `The file must be a JSON object with a list "${this.list}".`,
    );
  }

  end(): void {
    if (this.place === 'before') throw this.missing();
    if (this.depth !== 0 || this.place !== 'after') throw this.broken();
  }
}

/**
 * Items of the list `list` of the JSON object in a file, one at a time and each at most once in memory. PermanentError where the
 * file is not such an object.
 */
export async function* jsonItems(path: string, list: string, chunkBytes = 1 << 18): AsyncGenerator {
  const cutter = new ItemCutter(list);
  let first = true;
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: chunkBytes })) {
    const text = String(chunk);
    yield* cutter.feed(first && text.startsWith('\uFEFF') ? text.slice(1) : text);
    first = false;
  }
  cutter.end();
}
