import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Lines between two places that are noted; a line is then at most this many lines of reading away. */
const step = 1_024;
/** Files whose places are held: some kilobytes for each million lines. */
const heldFiles = 16;
const newline = 10;

/** Where every `step`th line of a file begins, and how many lines there are. */
interface Places {
  readonly starts: readonly number[];
  readonly lines: number;
}

async function placesOf(path: string): Promise<Places> {
  const starts = [0];
  let ends = 0;
  let before = 0;
  let last = newline;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) {
      ends += 1;
      if (ends % step === 0) starts.push(before + at + 1);
    }
    before += chunk.length;
    last = chunk.at(-1) ?? last;
  }
  return { starts, lines: last === newline ? ends : ends + 1 };
}

/** The lines from one noted place to the next. */
async function blockOf(file: FileHandle, { starts }: Places, block: number): Promise<readonly string[]> {
  const from = starts[block] ?? 0;
  const until = starts[block + 1] ?? (await file.stat()).size;
  const bytes = Buffer.alloc(until - from);
  await file.read(bytes, 0, bytes.length, from);
  return bytes.toString('utf8').split('\n');
}

const bare = (line: string): string => line.replace(/^\r+|\r+$/g, '');

/**
 * Gives lines of large texts by number. A file is gone through once when its first line is asked for; from then on a
 * line costs the reading of a thousand.
 */
export function createLineReader(
  pathOf: (name: string) => string,
): (name: string, numbers: readonly number[]) => Promise<ReadonlyMap<number, string>> {
  const held = new Map<string, Promise<Places>>();

  function places(name: string): Promise<Places> {
    const known = held.get(name);
    if (known !== undefined) return known;
    const found = placesOf(pathOf(name));
    held.set(name, found);
    // A file that could not be read now may be readable later.
    found.catch(() => held.delete(name));
    const [oldest] = held.keys();
    if (held.size > heldFiles && oldest !== undefined) held.delete(oldest);
    return found;
  }

  return async (name, numbers) => {
    const lines = new Map<number, string>();
    if (numbers.length === 0) return lines;
    const known = await places(name);
    const blocks = new Map<number, number[]>();
    for (const number of numbers) {
      if (number < 1 || number > known.lines) continue;
      const block = Math.floor((number - 1) / step);
      blocks.set(block, [...(blocks.get(block) ?? []), number]);
    }
    const file = await open(pathOf(name));
    try {
      for (const [block, wanted] of blocks) {
        const texts = await blockOf(file, known, block);
        for (const number of wanted) lines.set(number, bare(texts[(number - 1) % step] ?? ''));
      }
    } finally {
      await file.close();
    }
    return lines;
  };
}
