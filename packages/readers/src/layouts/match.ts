import type { Column, ColumnUnit, Manifest } from '@miaotou/contracts';
import type { HeaderCandidate } from './header-rows.js';
import { headerWords } from './headers.js';
import type { StatedPeriod } from './stated-period.js';

/** How far a header belongs to a layout. */
export interface Match {
  readonly manifest: Manifest;
  readonly header: HeaderCandidate;
  readonly columns: Record<string, number>;
  readonly units: Record<string, number>;
  /** Units that the layout says of the aliases under which columns were found. */
  readonly meant: Record<string, ColumnUnit>;
  /** Headers of hidden columns that were ignored, and of those that were taken. */
  readonly ignored: string[];
  readonly taken: string[];
  /** The period, where the sheet states it and no column holds it. */
  readonly stated: (StatedPeriod & { readonly column: Column }) | null;
  readonly missing: string[];
  readonly doubled: string[];
  readonly count: number;
}

/** Compares a header with a layout; `statedPeriodOf` is asked only where the layout's month has no column. */
export function match(
  header: HeaderCandidate,
  manifest: Manifest,
  hidden: ReadonlySet<number>,
  statedPeriodOf: () => StatedPeriod | null,
): Match {
  const columns: Record<string, number> = {};
  const units: Record<string, number> = {};
  const meant: Match['meant'] = {};
  const doubled: string[] = [];
  const ignored: string[] = [];
  const taken = new Set<number>();
  const depth = Math.max(...manifest.columns.map((column) => 1 + column.aliases.length));
  // All proper headers go before all aliases, so that a word shared by two columns stays with its owner.
  for (let rank = 0; rank < depth; rank += 1)
    for (const column of manifest.columns) {
      const wanted = rank === 0 ? column.header : column.aliases[rank - 1];
      if (wanted === undefined || Object.hasOwn(columns, column.field)) continue;
      const words = headerWords(wanted).words;
      const named = positions(header, words, taken);
      const visible = named.filter((place) => !hidden.has(place));
      // Only a hidden column that doubles a visible one is passed over.
      const places = visible.length > 0 ? visible : named;
      const [at] = places;
      if (at === undefined) continue;
      if (places.length < named.length) ignored.push(header.headers[at]?.trim() ?? wanted);
      if (places.length > 1) doubled.push(header.headers[at]?.trim() ?? wanted);
      columns[column.field] = at;
      taken.add(at);
      const kind = column.type === 'money' ? 'unit' : 'times';
      const unit = header.names[at]?.find((name) => name[kind] !== null)?.[kind];
      if (unit !== null && unit !== undefined) units[column.field] = unit;
      const said = column.aliasUnits?.[wanted];
      if (said !== undefined) meant[column.field] = said;
    }
  const absent = manifest.columns.filter(({ field }) => !Object.hasOwn(columns, field));
  const periodColumn = absent.find(({ field, type }) => field === manifest.periodField && type === 'month');
  const found = periodColumn === undefined ? null : statedPeriodOf();
  const stated = periodColumn === undefined || found === null ? null : { ...found, column: periodColumn };
  const missing = absent
    .filter((column) => (column.required || column.present) && column !== stated?.column)
    .map((column) => column.header);
  return {
    manifest,
    header,
    columns,
    units,
    meant,
    ignored,
    taken: Object.values(columns).flatMap((at) => (hidden.has(at) ? [header.headers[at]?.trim() ?? ''] : [])),
    stated,
    missing,
    doubled,
    count: Object.keys(columns).length,
  };
}

/** Positions of a header: by its whole name if any has it, else by the lower row's own words. */
function positions(header: HeaderCandidate, words: string, taken: ReadonlySet<number>): number[] {
  for (let preference = 0; preference < 3; preference += 1) {
    const places = header.names.flatMap((names, at) =>
      !taken.has(at) && names[preference]?.words === words ? [at] : [],
    );
    if (places.length > 0) return places;
  }
  return [];
}

/** Nothing is missing, and no column is there twice. */
export const fits = (found: Match): boolean =>
  found.missing.length === 0 && found.doubled.length === 0 && found.count > 0;
