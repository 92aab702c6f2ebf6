import { falseDiscoveryRates } from '@miaotou/detection';
import type { KeptDetection } from './ports.js';

/** Above this chance a period is not unusual, and its share of chance findings tells nothing. */
const candidateFrom = 0.05;

/** All series of one measure and kind in one period are tested together. */
const familyOf = ({ cadence, measure, kind, period }: KeptDetection): string =>
  `${cadence} ${measure} ${kind} ${period}`;

const keyOf = ({ cadence, measure, kind, subject, period }: KeptDetection): string =>
  `${cadence} ${measure} ${kind} ${subject} ${period}`;

/** The families of one run: every chance counts, and only the unusual rows are held until all are known. */
export class Families {
  readonly #chances = new Map<string, number[]>();
  readonly #held: { readonly row: KeptDetection; readonly place: number }[] = [];

  /** Takes a judged row in; true where it has to wait for the chances of the others. */
  add(row: KeptDetection): boolean {
    if (row.pValue === null) return false;
    const family = familyOf(row);
    const chances = this.#chances.get(family) ?? [];
    if (chances.length === 0) this.#chances.set(family, chances);
    chances.push(row.pValue);
    const waits = row.pValue <= candidateFrom;
    if (waits) this.#held.push({ row, place: chances.length - 1 });
    return waits;
  }

  /** The rows that waited, each with its share of chance findings (Benjamini-Hochberg). */
  settled(): KeptDetection[] {
    const byFamily = new Map(
      [...this.#chances].map(([family, chances]) => [family, falseDiscoveryRates(chances)]),
    );
    return this.#held.map(({ row, place }) => ({
      ...row,
      qValue: byFamily.get(familyOf(row))?.[place] ?? null,
    }));
  }
}

/** Tells which rows say something else than what was kept of the same series and period. */
export class Kept {
  readonly #rows = new Map<string, KeptDetection>();

  add(rows: readonly KeptDetection[]): void {
    for (const row of rows) this.#rows.set(keyOf(row), row);
  }

  of(row: KeptDetection): KeptDetection | undefined {
    return this.#rows.get(keyOf(row));
  }

  forget(row: KeptDetection): void {
    this.#rows.delete(keyOf(row));
  }

  changed(row: KeptDetection): boolean {
    const before = this.of(row);
    return before === undefined || !saysTheSame(before, row);
  }
}

/** Equal but for the last digit, which a number may lose on its way to the warehouse and back. */
function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

const measured = ['expected', 'upperbound', 'score', 'pValue', 'qValue', 'alpha'] as const;
const stated = ['observed', 'alarm', 'abstained', 'method', 'methodVersion', 'fingerprint'] as const;

function saysTheSame(a: KeptDetection, b: KeptDetection): boolean {
  return (
    stated.every((field) => a[field] === b[field]) &&
    measured.every((field) => isSame(a[field], b[field])) &&
    a.recent.length === b.recent.length &&
    a.recent.every((count, at) => count === b.recent[at])
  );
}
