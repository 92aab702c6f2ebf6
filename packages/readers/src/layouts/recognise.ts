import type { Column, Manifest } from '@miaotou/contracts';
import type { DeliveredRow } from '../shared/index.js';
import { headerWords, statedUnit } from './headers.js';

/** A sheet whose layout was recognised. */
export interface RecognisedLayout {
  readonly ok: true;
  readonly manifest: Manifest;
  /** Row number of the header; of its lower row when it has two. Data begin after it. */
  readonly headerRow: number;
  /** Position of each field that the sheet has, from 0. */
  readonly columns: Readonly<Record<string, number>>;
  /** Fen per unit of each money field that the sheet has. */
  readonly unitFactors: Readonly<Record<string, number>>;
  /** Headers as they stand, by position; two rows joined by a space. */
  readonly headers: readonly string[];
}

/** A layout that the sheet came near to, and what keeps it from it. */
export interface NearLayout {
  readonly layout: string;
  readonly name: Manifest['name'];
  /** Headers that must be there and are not. */
  readonly missing: readonly string[];
  /** Headers that stand there twice, so that nobody knows which column is meant. */
  readonly doubled: readonly string[];
}

/** A sheet that no layout reads: the nearest three, and the headers found. */
export interface UnrecognisedLayout {
  readonly ok: false;
  readonly expected: readonly NearLayout[];
  readonly found: readonly string[];
}

export type Recognition = RecognisedLayout | UnrecognisedLayout;

const headRows = 15;
/** A header is never longer; a paragraph above the table need not be compared. */
const maxHeaderChars = 200;

interface HeaderCandidate {
  readonly row: number;
  /** Its upper row, when it has two. */
  readonly firstRow: number;
  readonly headers: readonly string[];
  /** Names under which each position may be found, preferred first. */
  readonly names: readonly (readonly ReturnType<typeof headerWords>[])[];
}

interface Match {
  readonly manifest: Manifest;
  readonly header: HeaderCandidate;
  readonly columns: Record<string, number>;
  readonly units: Record<string, number>;
  readonly missing: string[];
  readonly doubled: string[];
  readonly count: number;
}

/**
 * Finds the header among the first rows of a sheet and the layout it belongs to: the one of which most columns are
 * there, then the one of which the larger share is. Order of columns and unknown columns do not matter.
 */
export function recogniseLayout(
  head: readonly DeliveredRow[],
  manifests: readonly Manifest[],
  hints: { readonly fileName?: string } = {},
): Recognition {
  const candidates = headerCandidates(head.slice(0, headRows));
  const best = manifests
    .map((manifest) => bestOf(candidates.map((header) => match(header, manifest))))
    .filter((found) => found !== null)
    .sort(byCloseness);
  const fitting = best.find(fits);
  if (fitting === undefined)
    return { ok: false, expected: best.slice(0, 3).map(near), found: foundHeaders(best[0], candidates) };
  return {
    ok: true,
    manifest: fitting.manifest,
    headerRow: fitting.header.row,
    columns: fitting.columns,
    unitFactors: unitFactors(fitting, sheetUnit(head, fitting.header) ?? statedUnit(hints.fileName ?? '')),
    headers: fitting.header.headers,
  };
}

/** Each row alone, and each two neighbouring rows read as one merged header. */
function headerCandidates(head: readonly DeliveredRow[]): HeaderCandidate[] {
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
    headers.push(sub === '' ? top : [group, sub].filter((part) => part !== '').join(' '));
    names.push(sub === '' ? namesOf(top) : namesOf(group + sub, sub));
  }
  return { row: lower.row, firstRow: upper.row, headers, names };
}

const namesOf = (...texts: string[]): ReturnType<typeof headerWords>[] =>
  texts.map((text) => headerWords(text.slice(0, maxHeaderChars))).filter((name) => name.words !== '');

function match(header: HeaderCandidate, manifest: Manifest): Match {
  const columns: Record<string, number> = {};
  const units: Record<string, number> = {};
  const doubled: string[] = [];
  const taken = new Set<number>();
  const depth = Math.max(...manifest.columns.map((column) => 1 + column.aliases.length));
  // All proper headers go before all aliases, so that a word shared by two columns stays with its owner.
  for (let rank = 0; rank < depth; rank += 1)
    for (const column of manifest.columns) {
      const wanted = rank === 0 ? column.header : column.aliases[rank - 1];
      if (wanted === undefined || Object.hasOwn(columns, column.field)) continue;
      const words = headerWords(wanted).words;
      const places = positions(header, words, taken);
      const [at] = places;
      if (at === undefined) continue;
      if (places.length > 1) doubled.push(header.headers[at]?.trim() ?? wanted);
      columns[column.field] = at;
      taken.add(at);
      const unit = header.names[at]?.find((name) => name.unit !== null)?.unit;
      if (unit !== null && unit !== undefined) units[column.field] = unit;
    }
  const missing = manifest.columns
    .filter((column) => (column.required || column.present) && !Object.hasOwn(columns, column.field))
    .map((column) => column.header);
  return { manifest, header, columns, units, missing, doubled, count: Object.keys(columns).length };
}

/** Positions of a header: by its whole name if any has it, else by the lower row's own words. */
function positions(header: HeaderCandidate, words: string, taken: ReadonlySet<number>): number[] {
  for (let preference = 0; preference < 2; preference += 1) {
    const places = header.names.flatMap((names, at) =>
      !taken.has(at) && names[preference]?.words === words ? [at] : [],
    );
    if (places.length > 0) return places;
  }
  return [];
}

const fits = (found: Match): boolean =>
  found.missing.length === 0 && found.doubled.length === 0 && found.count > 0;

function bestOf(matches: readonly Match[]): Match | null {
  return [...matches].sort(byCloseness)[0] ?? null;
}

/** Fitting first; then more columns; then the larger share of the layout; then the simpler header, then the newer version. */
function byCloseness(a: Match, b: Match): number {
  return (
    Number(fits(b)) - Number(fits(a)) ||
    b.count - a.count ||
    b.count / b.manifest.columns.length - a.count / a.manifest.columns.length ||
    Number(twoRows(a.header)) - Number(twoRows(b.header)) ||
    b.manifest.version - a.manifest.version ||
    a.header.row - b.header.row
  );
}

const near = (found: Match): NearLayout => ({
  layout: found.manifest.layout,
  name: found.manifest.name,
  missing: found.missing,
  doubled: found.doubled,
});

/** Headers of the nearest try, or the fullest row when nothing matched at all. */
function foundHeaders(best: Match | undefined, candidates: readonly HeaderCandidate[]): string[] {
  if (best !== undefined && best.count > 0) return filled(best.header.headers).slice(0, 60);
  return candidates
    .filter((candidate) => !twoRows(candidate))
    .map((candidate) => filled(candidate.headers))
    .reduce<string[]>((fullest, row) => (row.length > fullest.length ? row : fullest), [])
    .slice(0, 60);
}

/** Unit that a line above the table states for the whole table. */
function sheetUnit(head: readonly DeliveredRow[], header: HeaderCandidate): number | null {
  for (const { row, cells } of head) {
    if (row >= header.firstRow) break;
    for (const cell of cells) {
      const unit = statedUnit(cell);
      if (unit !== null) return unit;
    }
  }
  return null;
}

/** Header first, then the sheet or file, then the manifest; yuan when nobody says. */
function unitFactors(found: Match, stated: number | null): Record<string, number> {
  const factors: Record<string, number> = {};
  for (const column of found.manifest.columns)
    if (column.type === 'money' && Object.hasOwn(found.columns, column.field))
      factors[column.field] = found.units[column.field] ?? stated ?? usualUnit(column);
  return factors;
}

const usualUnit = (column: Column): number => {
  if (column.unit !== undefined) return column.unit === 'wan-yuan' ? 1_000_000 : 100;
  return headerWords(column.header).unit ?? 100;
};

const twoRows = (header: HeaderCandidate): boolean => header.firstRow !== header.row;

const filled = (headers: readonly string[]): string[] =>
  headers.map((header) => header.trim().slice(0, 60)).filter((header) => header !== '');
