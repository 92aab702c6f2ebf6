import type { Manifest, Note } from '@miaotou/contracts';
import { cutText } from '../shared/index.js';
import type { DeliveredRow } from '../shared/index.js';
import { headerCandidates, maxHeaderChars, twoRows } from './header-rows.js';
import type { HeaderCandidate } from './header-rows.js';
import { statedUnit } from './headers.js';
import { fits, match } from './match.js';
import type { Match } from './match.js';
import { hiddenDoubleNote, hiddenReadNote, periodNote, unitColumnNote, unitNotes } from './notes.js';
import { statedPeriod } from './stated-period.js';
import type { StatedPeriod } from './stated-period.js';
import { sheetUnit, unitColumnOf, unitFactors } from './units.js';
import type { UnitColumn } from './units.js';

/** A sheet whose layout was recognised. */
export interface RecognisedLayout {
  readonly ok: true;
  readonly manifest: Manifest;
  /** Row number of the header; of its lower row when it has two. Data begin after it. */
  readonly headerRow: number;
  /** Position of each field that the sheet has, from 0. */
  readonly columns: Readonly<Record<string, number>>;
  /** What one is worth in the stored unit, of each money field of the sheet, and of others where it is not one. */
  readonly unitFactors: Readonly<Record<string, number>>;
  /** Headers as they stand, by position; two rows joined by a slash. Those of `appended` follow. */
  readonly headers: readonly string[];
  /** Cells that belong at the end of each row: what the sheet says once for all of them. */
  readonly appended: readonly string[];
  /** Column that gives the unit of money row by row, and the fields that follow it. */
  readonly unitColumn: UnitColumn | null;
  /** Money fields whose unit nothing in the sheet states: a line below the table may still do so. */
  readonly unitOpen: readonly string[];
  readonly notes: readonly Note[];
}

/** What is known of a sheet besides its rows. */
export interface SheetHints {
  readonly fileName?: string;
  readonly sheetName?: string;
  readonly hiddenColumns?: ReadonlySet<number>;
  /** Day on which the file came, YYYY-MM-DD: a month without a year is the last one that had begun by then. */
  readonly receivedOn?: string;
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

/**
 * Finds the header among the first rows of a sheet and the layout it belongs to: the one of which most columns are
 * there, then the one of which the larger share is. Order of columns and unknown columns do not matter.
 */
export function recogniseLayout(
  head: readonly DeliveredRow[],
  manifests: readonly Manifest[],
  hints: SheetHints = {},
): Recognition {
  const candidates = headerCandidates(head.slice(0, headRows));
  const best = manifests
    .map((manifest) =>
      bestOf(
        candidates.map((header) =>
          match(header, manifest, hints.hiddenColumns ?? new Set(), () => statedFor(head, header, hints)),
        ),
      ),
    )
    .filter((found) => found !== null)
    .sort(byCloseness);
  const fitting = best.find(fits);
  if (fitting === undefined)
    return { ok: false, expected: best.slice(0, 3).map(near), found: foundHeaders(best[0], candidates) };
  return recognised(fitting, sheetUnit(head, fitting.header) ?? statedUnit(hints.fileName ?? ''));
}

function recognised(fitting: Match, stated: number | null): RecognisedLayout {
  const { manifest, header, columns } = fitting;
  const unitColumn = unitColumnOf(fitting);
  const byRow = new Set(unitColumn?.fields);
  const factors = unitFactors(fitting, stated);
  // A row's own unit is said in full beside each amount, so that the column as a whole stays at yuan.
  for (const field of byRow) factors[field] = 100;
  const headers = [...header.headers];
  const appended: string[] = [];
  if (fitting.stated !== null) {
    columns[fitting.stated.column.field] = headers.length;
    headers.push(fitting.stated.column.header);
    appended.push(fitting.stated.period);
  }
  const money = new Set(manifest.columns.flatMap(({ type, field }) => (type === 'money' ? [field] : [])));
  const open = Object.keys(factors).filter(
    (field) => money.has(field) && fitting.units[field] === undefined && !byRow.has(field),
  );
  return {
    ok: true,
    manifest,
    headerRow: header.row,
    columns,
    unitFactors: factors,
    headers,
    appended,
    unitColumn,
    unitOpen: stated === null ? open : [],
    notes: [
      ...(fitting.stated === null
        ? []
        : [periodNote(fitting.stated.column, fitting.stated.period, fitting.stated.text)]),
      ...unitNotes(manifest, factors),
      ...(unitColumn === null ? [] : [unitColumnNote(headers[unitColumn.at] ?? '')]),
      ...(fitting.ignored.length === 0 ? [] : [hiddenDoubleNote(fitting.ignored)]),
      ...(fitting.taken.length === 0 ? [] : [hiddenReadNote(fitting.taken)]),
    ],
  };
}

/** The period that stands in the sheet's name, above the header, or in the file's name. */
function statedFor(
  head: readonly DeliveredRow[],
  header: HeaderCandidate,
  { sheetName = '', fileName = '', receivedOn }: SheetHints,
): StatedPeriod | null {
  const titles = head
    .filter(({ row }) => row < header.firstRow)
    .flatMap(({ cells }) => cells.map((cell) => cutText(cell, maxHeaderChars)));
  return statedPeriod([sheetName, ...titles, fileName], receivedOn);
}

function bestOf(matches: readonly Match[]): Match | null {
  return [...matches].sort(byCloseness)[0] ?? null;
}

/** Fitting first; then more columns; then the larger share of the layout; then the simpler header. */
function byCloseness(a: Match, b: Match): number {
  return (
    Number(fits(b)) - Number(fits(a)) ||
    b.count - a.count ||
    b.count / b.manifest.columns.length - a.count / a.manifest.columns.length ||
    Number(twoRows(a.header)) - Number(twoRows(b.header)) ||
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

const filled = (headers: readonly string[]): string[] =>
  headers.map((header) => cutText(header.trim(), 60)).filter((header) => header !== '');
