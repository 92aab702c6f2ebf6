import type { CheckedRow, Column, Layout, Manifest, Mapped } from '@miaotou/contracts';

/** Versions of a shipped layout that people add are counted within the shipped version: 2003 is the third upon 2. */
const within = 1000;

/** The version after those that a layout has; `shipped` null for a layout of the office's own. */
export function nextVersion(shipped: number | null, known: readonly number[]): number {
  const floor = (shipped ?? 0) * within;
  const own = known.filter((version) => shipped === null || Math.floor(version / within) === shipped);
  return Math.max(floor, ...own) + 1;
}

function withHeadings(column: Column, saved: Column | undefined): Column {
  if (saved === undefined) return column;
  const known = new Set([column.header, ...column.aliases]);
  const added = [saved.header, ...saved.aliases].filter((alias) => !known.has(alias));
  const units = { ...column.aliasUnits, ...saved.aliasUnits };
  return {
    ...column,
    ...(saved.dateOrder === undefined ? {} : { dateOrder: saved.dateOrder }),
    ...(saved.relaxed === true ? { relaxed: true as const, present: false } : {}),
    aliases: [...column.aliases, ...added],
    ...(Object.keys(units).length === 0 ? {} : { aliasUnits: units }),
  };
}

/**
 * A shipped layout with what a saved version adds: headings with their units, the order of dates that begin with no year,
 * and columns that files may do without. Everything else is as the program ships it, also where the program has become
 * newer since; whatever was read before is read as before.
 */
export function withVersion(shipped: Layout, saved: Manifest): Layout {
  const columns = shipped.manifest.columns.map((column) =>
    withHeadings(
      column,
      saved.columns.find(({ field }) => field === column.field),
    ),
  );
  return { ...shipped, manifest: { ...shipped.manifest, version: saved.version, columns } };
}

const numberOf = (cell: CheckedRow['cells'][string] | undefined): number | null => {
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : null;
};

/** A layout of the office's own: each of its columns of values states an indicator of the row's employer. */
export function tableLayout(manifest: Manifest): Layout {
  const values = manifest.values ?? [];
  const map = (rows: readonly CheckedRow[]): Mapped => ({
    observations: rows.flatMap(({ row, cells }) => {
      const period = cells[manifest.periodField];
      if (typeof period !== 'string') return [];
      return values.flatMap(({ field, indicator }) => {
        const value = numberOf(cells[field]);
        return value === null ? [] : [{ indicator, period, value, row }];
      });
    }),
    events: [],
  });
  return { manifest, map, delivers: [...new Set(values.map(({ indicator }) => indicator))] };
}
