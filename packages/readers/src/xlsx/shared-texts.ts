import type { FaultPlace } from '@miaotou/contracts';
import type { ReadLimits } from '../shared/index.js';
import { faults } from '../faults/index.js';
import { unescapeText } from './cell-text.js';
import { readXml } from './xml.js';

const blockBytes = 1_048_576;

/** Texts that cells refer to by number, packed outside the JavaScript heap: a million of them stay small. */
export class SharedTexts {
  readonly #blocks: Buffer[] = [];
  #used = blockBytes;
  #where = new Float64Array(1024);
  #lengths = new Uint32Array(1024);
  #count = 0;
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.#used + length > blockBytes) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(blockBytes, length)));
      this.#used = 0;
    }
    const block = this.#blocks.length - 1;
    this.#blocks[block]?.write(text, this.#used);
    if (this.#count === this.#lengths.length) this.#grow();
    this.#where[this.#count] = block * 2 ** 32 + this.#used;
    this.#lengths[this.#count] = length;
    this.#used += length;
    this.#count += 1;
    this.#bytes += length + 12;
  }

  /** The text of that number; null when the workbook has none. */
  at(index: number): string | null {
    const where = this.#where[index];
    const length = this.#lengths[index];
    if (index >= this.#count || where === undefined || length === undefined) return null;
    const start = where % 2 ** 32;
    return this.#blocks[Math.floor(where / 2 ** 32)]?.toString('utf8', start, start + length) ?? null;
  }

  #grow(): void {
    const where = new Float64Array(this.#where.length * 2);
    where.set(this.#where);
    this.#where = where;
    const lengths = new Uint32Array(this.#lengths.length * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }
}

/** Reads the part that holds the shared texts; runs of rich text are joined, reading aids (phonetic) left out. */
export async function readSharedTexts(
  chunks: AsyncIterable<Buffer>,
  limits: ReadLimits,
  place: FaultPlace,
): Promise<SharedTexts> {
  const texts = new SharedTexts();
  let current = '';
  let inText = false;
  let phonetic = 0;
  await readXml(
    chunks,
    {
      open(name) {
        // Read on, the words around a foreign element would join to a text that nobody wrote.
        if (inText) throw faults.truncated(place);
        if (name === 'si') current = '';
        else if (name === 'rPh') phonetic += 1;
        else if (name === 't') inText = phonetic === 0;
      },
      text(text) {
        if (inText) current += text;
        if (current.length > limits.maxCellChars) throw faults.lineTooLong(place, limits.maxCellChars);
      },
      close(name) {
        if (name === 't') inText = false;
        else if (name === 'rPh') phonetic -= 1;
        else if (name === 'si') {
          texts.add(unescapeText(current));
          if (texts.bytes > limits.maxSharedTextBytes)
            throw faults.tooLarge(
              place,
              { zh: '工作簿的共享文本', en: 'The shared text of the workbook' },
              `${limits.maxSharedTextBytes} bytes`,
            );
        }
      },
    },
    place,
  );
  return texts;
}
