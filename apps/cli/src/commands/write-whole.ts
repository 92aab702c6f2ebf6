import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What stands around the items of a JSON list. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

const list: Around = { before: '[', after: ']' };

/**
 * Writes items as they come into a JSON list, one a line, beside the target and puts it in place when whole: a fault half-way
 * leaves no half file. Gives how many there were.
 */
export async function writeWhole(
  output: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
  { before, after }: Around = list,
): Promise<number> {
  const draft = join(dirname(output), `.${basename(output)}.${randomUUID()}`);
  const stream = createWriteStream(draft, { flags: 'wx' });
  const failed = once(stream, 'close');
  let count = 0;
  try {
    for await (const item of items) {
      const line = `${count === 0 ? `${before}\n` : ',\n'}${JSON.stringify(item)}`;
      count += 1;
      if (!stream.write(line)) await Promise.race([once(stream, 'drain'), failed]);
    }
    stream.end(count === 0 ? `${before}${after}\n` : `\n${after}\n`);
    await failed;
    await rename(draft, output);
    return count;
  } catch (error) {
    stream.destroy();
    // A stream that is still opening makes its file after it was destroyed: only a closed one leaves none behind.
    await failed.catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** Writes one object beside the target and puts it in place when whole. */
export async function writeObject(output: string, value: unknown): Promise<void> {
  const draft = join(dirname(output), `.${basename(output)}.${randomUUID()}`);
  try {
    await writeFile(draft, `${JSON.stringify(value, null, 1)}\n`, { flag: 'wx' });
    await rename(draft, output);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
