import type { CorrectionsBegun, Manifest, Mapping, MappingPreview, ValueMapping } from '@miaotou/contracts';
import type { Viewer } from '../people/index.js';
import { changedValue, faultMessage } from '../sources/index.js';
import type { FaultyRow } from '../sources/index.js';
import { isRecordId } from '../shared/index.js';
import { beginCorrection, tryCells } from './changes.js';
import { placeKey } from './house.js';
import type { House, QuarantineDeps } from './house.js';
import { groupChanged, noMapping, notMappable, nothingMapped } from './problems.js';
import type { QuarantineStore, Wanted } from './ports.js';
import { headerOf, shownFaults } from './views.js';

/** A preview tries this many rows of this many deliveries; the run itself takes all of them. */
const triedRows = 20_000;
const triedBatches = 10;
const sampleRows = 6;

/** Corrections by mapping: one decision about a text mends every row that holds it, and may stand for later deliveries. */
export interface Mappings {
  preview(mapping: Mapping, signal: AbortSignal): Promise<MappingPreview>;
  /** Begins one correction for each delivery concerned. Throws when the rows are no longer those that were previewed. */
  apply(
    input: {
      readonly mapping: Mapping;
      readonly rows: number;
      readonly reason: string;
      readonly keep: boolean;
    },
    viewer: Viewer,
  ): Promise<CorrectionsBegun>;
  standing(): Promise<ValueMapping[]>;
  end(id: string, reason: string, viewer: Viewer): Promise<void>;
}

type Places = Awaited<ReturnType<QuarantineStore['places']>>;

/** Places by delivery. */
function byBatch(places: Places): Map<number, { sheet: string; rows: number[] }[]> {
  const found = new Map<number, { sheet: string; rows: number[] }[]>();
  for (const { batchId, sheet, rows } of places)
    found.set(batchId, [...(found.get(batchId) ?? []), { sheet, rows: [...rows] }]);
  return found;
}

const rowCount = (places: readonly { readonly rows: readonly number[] }[]): number =>
  places.reduce((sum, { rows }) => sum + rows.length, 0);

export function createMappings(deps: QuarantineDeps, house: House): Mappings {
  const { records, quarantined, standing, clock } = deps;

  async function wantedOf({ layout, reason, field, from }: Mapping): Promise<Wanted> {
    const column = (await house.layouts()).of(layout)?.columns.find((one) => one.field === field);
    // What is shown of a personal column is not what was sent.
    if (column === undefined || column.personal !== undefined) throw notMappable();
    return { layouts: [layout], reason, field, ...(from === null ? {} : { value: from }) };
  }

  /** What remains faulty, by reason. */
  function remaining(
    manifest: Manifest | undefined,
    faulty: readonly FaultyRow[],
  ): MappingPreview['remaining'] {
    const counts = new Map<string, { code: string; field: string; rows: number }>();
    for (const { code, field } of faulty.flatMap(({ faults }) => faults)) {
      const key = `${code}:${field}`;
      counts.set(key, { code, field, rows: (counts.get(key)?.rows ?? 0) + 1 });
    }
    return [...counts.values()]
      .toSorted((a, b) => b.rows - a.rows)
      .map((one) => ({
        ...one,
        header: headerOf(manifest, [], one.field),
        message: { ...faultMessage(one.code) },
      }));
  }

  return {
    async preview(mapping, signal) {
      const deliveries = byBatch(await quarantined.places(await wantedOf(mapping)));
      const manifest = (await house.layouts()).of(mapping.layout);
      const faulty: FaultyRow[] = [];
      const samples: MappingPreview['samples'] = [];
      let tried = 0;
      for (const [batchId, places] of [...deliveries].slice(0, triedBatches)) {
        if (tried + rowCount(places) > triedRows && tried > 0) break;
        const batch = await house.batch(String(batchId));
        const change = { field: mapping.field, change: mapping.change };
        const outcome = await tryCells(deps, batch, { places, change }, signal);
        tried += outcome.rows;
        faulty.push(...outcome.faulty);
        const still = new Map(outcome.faulty.map((one) => [placeKey(one), one.faults]));
        const first = places.flatMap(({ sheet, rows }) =>
          rows.slice(0, sampleRows).map((row) => ({ sheet, row })),
        );
        const room = first.slice(0, sampleRows - samples.length);
        for (const entry of await quarantined.rowsAt(batchId, room)) {
          const before = entry.faults.find(({ field }) => field === mapping.field)?.value ?? '';
          samples.push({
            fileName: batch.fileName,
            sheet: entry.sheet,
            row: entry.row,
            before,
            after: changedValue(mapping.change, before.trim()) ?? before,
            faults: shownFaults(manifest, batch.headers[entry.sheet] ?? [], still.get(placeKey(entry)) ?? []),
          });
        }
      }
      return {
        rows: rowCount([...deliveries.values()].flat()),
        batches: deliveries.size,
        tried,
        mended: tried - faulty.length,
        remaining: remaining(manifest, faulty),
        samples,
      };
    },

    async apply({ mapping, rows, reason, keep }, viewer) {
      const deliveries = byBatch(await quarantined.places(await wantedOf(mapping)));
      const found = rowCount([...deliveries.values()].flat());
      if (found === 0) throw nothingMapped();
      if (found !== rows) throw groupChanged();
      const at = clock.now();
      const mappingId = keep
        ? await standing.add(records.read, { ...mapping, author: viewer.username, reason, since: at })
        : null;
      const batchIds: string[] = [];
      for (const [batchId, places] of deliveries) {
        const batch = await house.batch(String(batchId));
        const content = { places, change: { field: mapping.field, change: mapping.change } };
        const kind = { kind: 'mapping' as const, mapping, rows: rowCount(places) };
        const made = await beginCorrection(deps, batch, content, kind, { reason, by: viewer.username, at });
        batchIds.push(String(made));
      }
      return { batchIds, rows: found, mappingId: mappingId === null ? null : String(mappingId) };
    },

    async standing() {
      const found = await standing.list(records.read);
      const layouts = await house.layouts();
      return found.map(({ id, since, until, ...one }) => {
        const manifest = layouts.of(one.layout);
        return {
          ...one,
          id: String(id),
          layoutName: manifest?.name ?? { zh: one.layout, en: one.layout },
          header: headerOf(manifest, [], one.field),
          since: since.toISOString(),
          until: until?.toISOString() ?? null,
        };
      });
    },

    async end(id, reason, viewer) {
      const known = isRecordId(id) ? Number(id) : 0;
      const ended = await standing.end(records.read, known, { at: clock.now(), by: viewer.username, reason });
      if (!ended) throw noMapping();
    },
  };
}
