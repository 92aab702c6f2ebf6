import type { DeliveredRow } from '../shared/index.js';
import { headerWords } from './headers.js';

/** A header is never longer; a paragraph above the table need not be compared. */
export const maxHeaderChars = 200;

/** A row, or two neighbouring rows, that may be the header of a sheet. */
export interface HeaderCandidate {
  readonly row: number;
  /** Its upper row, when it has two. */
  readonly firstRow: number;
  readonly headers: readonly string[];
  /** Names under which each position may be found, preferred first. */
  readonly names: readonly (readonly ReturnType<typeof headerWords>[])[];
}

/** Each row alone, and each two neighbouring rows read as one merged header. */
export function headerCandidates(head: readonly DeliveredRow[]): HeaderCandidate[] {
  const candidates: HeaderCandidate[] = [];
  for (const [index, upper] of head.entries()) {
    candidates.push({
      row: upper.row,
      firstRow: upper.row,
      headers: upper.cells,
      names: upper.cells.map((cell) => namesOf(cell)),
    });
    const lower = head[index + 1];
    if (lower !== undefined) candidates.push(mergedHeader(upper, lower));
  }
  return candidates;
}

function mergedHeader(upper: DeliveredRow, lower: DeliveredRow): HeaderCandidate {
  const headers: string[] = [];
  const names: HeaderCandidate['names'][number][] = [];
  let group = '';
  for (let at = 0; at < Math.max(upper.cells.length, lower.cells.length); at += 1) {
    const top = (upper.cells[at] ?? '').trim();
    const sub = (lower.cells[at] ?? '').trim();
    // A merged cell shows its words at its left end only; they hold for the columns under it.
    if (top !== '') group = top;
    headers.push(sub === '' ? top : [group, sub].filter((part) => part !== '').join('/'));
    names.push(sub === '' ? namesOf(top) : namesOf(group + sub, sub, `${group}/${sub}`));
  }
  return { row: lower.row, firstRow: upper.row, headers, names };
}

const namesOf = (...texts: string[]): ReturnType<typeof headerWords>[] =>
  texts.map((text) => headerWords(text.slice(0, maxHeaderChars))).filter((name) => name.words !== '');

/** Whether the header was read from two rows. */
export const twoRows = (header: HeaderCandidate): boolean => header.firstRow !== header.row;
