import type { Column, LayoutPreview, LayoutVersion, Manifest, Pipeline } from '@miaotou/contracts';
import { unitNames } from '@miaotou/contracts';
import { eventKinds } from '@miaotou/domain';
import { shownFaults } from '../quarantine/index.js';
import type { TriedDelivery } from '../sources/index.js';
import { z } from 'zod';
import type { VersionRecord } from './ports.js';

const rowsShown = 20;
const faultyShown = 50;

const Observation = z.object({
  row: z.number(),
  indicator: z.string(),
  period: z.string(),
  value: z.number(),
});
const Event = z.object({ row: z.number(), kind: z.enum(eventKinds), occurredAt: z.string() });

/** A checked cell as a person reads it; money in yuan, null where the cell says nothing. */
function cellText(column: Column, cell: string | number | boolean | null | undefined): string | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (column.type === 'money' && typeof cell === 'number') return (cell / 100).toFixed(2);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell);
}

/** What became of the sample while it was only tried. Persons' columns are left out. */
export function previewOf(tried: TriedDelivery): NonNullable<LayoutPreview['result']> {
  const { manifest, headers, kept, faulty, observations, events, notes } = tried;
  const [first = []] = Object.values(headers);
  const filled = manifest.columns.filter(
    ({ field, personal }) =>
      personal === undefined && kept.some(({ cells }) => (cells[field] ?? null) !== null),
  );
  const parsed = <T>(lines: readonly string[], schema: z.ZodType<T>) =>
    lines.map((line) => schema.parse(JSON.parse(line)));
  return {
    rows: tried.rows,
    accepted: tried.accepted,
    quarantined: tried.quarantined,
    duplicates: tried.duplicates,
    notes: [...notes],
    headers: filled.map(({ field, header }) => ({ field, header })),
    kept: kept.slice(0, rowsShown).map(({ row, cells }) => ({
      row,
      cells: filled.map((column) => cellText(column, cells[column.field])),
    })),
    faulty: faulty
      .slice(0, faultyShown)
      .map(({ sheet, row, faults }) => ({ sheet, row, faults: shownFaults(manifest, first, faults) })),
    observations: parsed(observations, Observation),
    events: parsed(events, Event),
  };
}

/** What a version has over the one before it. */
export function changesOf(now: Manifest, before: Manifest | undefined): LayoutVersion['changes'] {
  return now.columns.flatMap((column): LayoutVersion['changes'] => {
    const { header, aliases, aliasUnits = {} } = column;
    const { dateOrder, relaxed } = column;
    const was = before?.columns.find(({ field }) => field === column.field);
    if (was === undefined) return [{ kind: 'column-added', header, text: header }];
    const known = new Set([was.header, ...was.aliases]);
    const added = [header, ...aliases].filter((heading) => !known.has(heading));
    return [
      ...added.map((text) => ({ kind: 'heading-added' as const, header, text })),
      ...added
        .filter((heading) => aliasUnits[heading] !== undefined)
        .map((heading) => ({
          kind: 'unit' as const,
          header,
          text: `${heading}：${unitNames[aliasUnits[heading] ?? 'yuan'].zh}`,
        })),
      ...(dateOrder === undefined || dateOrder === was.dateOrder
        ? []
        : [{ kind: 'date-order' as const, header, text: dateOrder }]),
      ...(relaxed === true && was.relaxed !== true
        ? [{ kind: 'relaxed' as const, header, text: header }]
        : []),
    ];
  });
}

/** All versions that people saved, newest first, with what each changed. */
export function versionViews(
  all: readonly VersionRecord[],
  shipped: readonly Pipeline[],
  batches: ReadonlyMap<string, number>,
): LayoutVersion[] {
  const own = new Map(
    shipped.flatMap(({ layouts }) => layouts.map(({ manifest }) => [manifest.layout, manifest] as const)),
  );
  const inForce = new Map<string, number>();
  for (const { layout, version, until } of all)
    if (until === null) inForce.set(layout, Math.max(version, inForce.get(layout) ?? 0));
  return all
    .map((one, at) => {
      const before = all
        .slice(0, at)
        .findLast(({ layout, until }) => layout === one.layout && (until === null || until > one.since));
      const { manifest, since, until, id, ...rest } = one;
      return {
        ...rest,
        id: String(id),
        name: manifest.name,
        source: manifest.source,
        since: since.toISOString(),
        until: until?.toISOString() ?? null,
        inForce: inForce.get(one.layout) === one.version,
        batches: batches.get(`${one.layout}:${one.version}`) ?? 0,
        changes: changesOf(manifest, before?.manifest ?? own.get(one.layout)),
      };
    })
    .toReversed();
}
