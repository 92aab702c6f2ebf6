import type { CheckedRow } from './pipeline.js';

/** Text of a checked cell; null when it is empty or holds something else. */
export function textCell(row: CheckedRow, field: string): string | null {
  const cell = row.cells[field];
  return typeof cell === 'string' && cell !== '' ? cell : null;
}

/** Number of a checked cell (money in fen); null when it is empty or holds something else. */
export function numberCell(row: CheckedRow, field: string): number | null {
  const cell = row.cells[field];
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : null;
}

/** Yes or no of a checked cell; null when it is empty or holds something else. */
export function flagCell(row: CheckedRow, field: string): boolean | null {
  const cell = row.cells[field];
  return typeof cell === 'boolean' ? cell : null;
}

/** Event attributes of what is known: facts that are null or empty are left out, never written as text. */
export function attributesOf(
  facts: Readonly<Record<string, string | number | boolean | null>>,
): Record<string, string> {
  const known: Record<string, string> = {};
  for (const [name, fact] of Object.entries(facts)) {
    if (fact !== null && fact !== '') known[name] = String(fact);
  }
  return known;
}
