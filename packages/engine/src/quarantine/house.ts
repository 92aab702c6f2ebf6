import type { Manifest } from '@miaotou/contracts';
import type { SourceFamily } from '@miaotou/domain';
import type { BatchRecord, ImportsDeps } from '../sources/index.js';
import { noBatch } from '../sources/index.js';
import { isRecordId } from '../shared/index.js';
import { changedSince, notOpen } from './problems.js';
import type {
  CorrectionRecords,
  QuarantineEntry,
  QuarantineStore,
  RowPlace,
  ValueMappingRecords,
  WorkbookWriter,
} from './ports.js';

/** What the quarantine needs of the world. */
export interface QuarantineDeps extends ImportsDeps {
  readonly quarantined: QuarantineStore;
  readonly corrections: CorrectionRecords;
  readonly standing: ValueMappingRecords;
  readonly workbooks: WorkbookWriter;
  /** Has a batch run in the background. */
  readonly enqueue: (batchId: number) => Promise<void>;
}

/** A row that a person saw; `version` is the one they saw. */
export interface SeenRow extends RowPlace {
  readonly version?: number | undefined;
}

/** Layouts to find by name, or by whom and what they are of. */
export interface KnownLayouts {
  of(layout: string | null): Manifest | undefined;
  /** Names of those that the filter means; undefined where it leaves all. */
  matching(filter: {
    readonly source?: SourceFamily | undefined;
    readonly office?: string | undefined;
    readonly layout?: string | undefined;
  }): readonly string[] | undefined;
}

function knownLayouts(manifests: readonly Manifest[]): KnownLayouts {
  return {
    of: (layout) => manifests.find((one) => one.layout === layout),
    matching({ source, office, layout }) {
      if (source === undefined && office === undefined && layout === undefined) return undefined;
      return manifests
        .filter(
          (one) =>
            (source === undefined || one.source === source) &&
            (office === undefined || one.office.code === office) &&
            (layout === undefined || one.layout === layout),
        )
        .map((one) => one.layout);
    },
  };
}

/** What all use cases of the quarantine share: layouts, batches, and rows as they stand now. */
export interface House {
  /** Layouts that are or were in force, as their newest version has them. */
  layouts(): Promise<KnownLayouts>;
  batch(id: string): Promise<BatchRecord>;
  /** Batches by id, each read once. */
  batches(ids: Iterable<number>): Promise<ReadonlyMap<number, BatchRecord>>;
  /** The newest versions of rows; throws when one is not in an allowed state or is newer than what was seen. */
  standing(
    batch: BatchRecord,
    rows: readonly SeenRow[],
    states: readonly QuarantineEntry['state'][],
  ): Promise<ReadonlyMap<string, QuarantineEntry>>;
}

export const placeKey = ({ sheet, row }: RowPlace): string => `${sheet}\n${row}`;

export function openHouse(deps: QuarantineDeps): House {
  const { records, batches, quarantined } = deps;

  return {
    layouts: async () => knownLayouts(await deps.layouts.known()),

    async batch(id) {
      const found = isRecordId(id) ? await batches.find(records.read, Number(id)) : null;
      if (found === null) throw noBatch();
      return found;
    },

    async batches(ids) {
      const found = new Map<number, BatchRecord>();
      for (const id of new Set(ids)) {
        const batch = await batches.find(records.read, id);
        if (batch !== null) found.set(id, batch);
      }
      return found;
    },

    async standing(batch, rows, states) {
      const entries = await quarantined.rowsAt(batch.id, rows);
      const known = new Map(entries.map((entry) => [placeKey(entry), entry]));
      for (const { sheet, row, version } of rows) {
        const entry = known.get(placeKey({ sheet, row }));
        if (entry === undefined || !states.includes(entry.state)) throw notOpen(batch.fileName, sheet, row);
        if (version !== undefined && version !== entry.version)
          throw changedSince(batch.fileName, sheet, row);
      }
      return known;
    },
  };
}
