import { createHash } from 'node:crypto';
import type { Mark } from '@miaotou/engine';

/** So many rows of one mark are told apart; with more of them all are sent again, and the import knows the duplicates. */
const mostEdge = 20_000;

function rowHash(row: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 16);
}

/**
 * Follows the high-water mark through rows that come in its order. The next pull asks for rows at the mark too, since
 * more may be written with the same value; those that were delivered are known by their hashes and left out.
 */
export class HighWater {
  readonly #before: ReadonlySet<string>;
  readonly #start: string | null;
  #value: string | null;
  #edge = new Set<string>();

  constructor(mark: Mark | null) {
    const edge = mark?.detail['edge'];
    this.#start = mark?.value ?? null;
    this.#value = this.#start;
    this.#before = new Set(Array.isArray(edge) ? edge.filter((one) => typeof one === 'string') : []);
  }

  /** Whether a row is new. Must be asked for every row, in order. */
  isNew(row: readonly (string | null)[], at: string | null): boolean {
    if (at === null) return true;
    const hash = rowHash(row);
    if (at !== this.#value) {
      this.#value = at;
      this.#edge = new Set();
    }
    this.#edge.add(hash);
    return at !== this.#start || !this.#before.has(hash);
  }

  /** The mark after the last row. */
  next(): Mark {
    const edge = bounded(this.#value === this.#start ? [...this.#before, ...this.#edge] : [...this.#edge]);
    return { value: this.#value, detail: { edge } };
  }
}

function bounded(hashes: readonly string[]): string[] {
  const distinct = [...new Set(hashes)];
  return distinct.length > mostEdge ? [] : distinct;
}
