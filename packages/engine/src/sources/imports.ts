import type { Batch, ImportSummary, Manifest, SourceLayout } from '@miaotou/contracts';
import { dayOf, silentCycles } from '@miaotou/domain';
import type { SourceFamily } from '@miaotou/domain';
import { PermanentError, isRecordId } from '../shared/index.js';
import type { ImportsDeps } from './deps.js';
import { noBatch } from './problems.js';
import type { BatchRecord } from './ports.js';
import { runImport } from './run-import.js';
import type { RunOptions } from './run-import.js';

/** A file that somebody brought. */
export interface Received {
  readonly source: SourceFamily;
  readonly path: string;
  readonly fileName: string;
  readonly via: Exclude<Batch['via'], 'correction'>;
  readonly receivedFrom: string;
  readonly receivedAt: Date;
  /** When its content counts as known; `receivedAt` unless the sender's date was given. */
  readonly observedAt?: Date;
  /** Archive that the file came in. */
  readonly archiveId?: number;
}

/** One page of a list. */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}
export interface PageQuery {
  readonly page: number;
  readonly pageSize: number;
}

export interface Imports {
  /** Keeps the file and opens its batch. The same content of the same source again gives the earlier batch. */
  receive(file: Received): Promise<{ readonly batchId: number; readonly known: boolean }>;
  run(batchId: number, options: RunOptions): Promise<ImportSummary>;
  cancel(batchId: string): Promise<void>;
  list(
    query: PageQuery & {
      readonly source?: SourceFamily | undefined;
      readonly state?: Batch['state'] | undefined;
      readonly archive?: string | undefined;
    },
  ): Promise<Page<Batch>>;
  get(batchId: string): Promise<Batch>;
  rows(
    batchId: string,
    query: PageQuery,
  ): Promise<
    Page<{ sheet: string; row: number; cells: readonly string[] }> & {
      headers: Readonly<Record<string, readonly string[]>>;
    }
  >;
  layouts(now: Date): Promise<SourceLayout[]>;
  /** Batches that were begun and not ended, for the program to take up after a stop. */
  unfinished(): Promise<readonly number[]>;
}

const numberOf = (id: string): number => {
  if (!isRecordId(id)) throw noBatch();
  return Number(id);
};

export function createImports(deps: ImportsDeps): Imports {
  const { records, batches, files, store, clock } = deps;
  const running = new Map<number, AbortController>();

  function shown(batch: BatchRecord, known: readonly Manifest[]): Batch {
    const { id, receivedAt, observedAt, finishedAt, corrects, archive, ...rest } = batch;
    const { sha256: _sha256, headers: _headers, cancelAsked: _cancelAsked, ...facts } = rest;
    return {
      ...facts,
      id: String(id),
      layoutName: known.find(({ layout }) => layout === batch.layout)?.name ?? null,
      receivedAt: receivedAt.toISOString(),
      observedAt: observedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      corrects: corrects === null ? null : String(corrects),
      archive: archive === null ? null : { ...archive, id: String(archive.id) },
    };
  }

  async function find(id: string): Promise<BatchRecord> {
    const batch = await batches.find(records.read, numberOf(id));
    if (batch === null) throw noBatch();
    return batch;
  }

  return {
    async receive({ source, path, fileName, via, receivedFrom, receivedAt, observedAt, archiveId }) {
      const { sha256, bytes } = await files.keep(path);
      const known = await batches.findSame(records.read, source, sha256);
      if (known !== null) return { batchId: known.id, known: true };
      const batch = await batches.add(records.read, {
        source,
        fileName: deps.reader.safeName(fileName),
        sha256,
        fileBytes: bytes,
        via,
        receivedFrom,
        receivedAt,
        observedAt: observedAt ?? receivedAt,
        corrects: null,
        ...(archiveId === undefined ? {} : { archiveId }),
      });
      return { batchId: batch.id, known: false };
    },

    async run(batchId, { signal, progress }) {
      const control = new AbortController();
      running.set(batchId, control);
      try {
        return await runImport(deps, batchId, {
          signal: AbortSignal.any([signal, control.signal]),
          progress,
        });
      } finally {
        running.delete(batchId);
      }
    },

    async cancel(id) {
      const batch = await find(id);
      if (['done', 'refused', 'failed', 'cancelled'].includes(batch.state)) {
        throw new PermanentError('conflict', 'batch-ended', {
          zh: '该批次已经结束，无法取消。',
          en: 'This import has ended already.',
        });
      }
      await batches.change(records.read, batch.id, { cancelAsked: clock.now() });
      running.get(batch.id)?.abort();
    },

    async list({ page, pageSize, source, state, archive }) {
      const wanted = {
        ...(source === undefined ? {} : { source }),
        ...(state === undefined ? {} : { state }),
        ...(archive === undefined ? {} : { archive: Number(archive) }),
      };
      const found = await batches.list(records.read, { ...wanted, page, pageSize });
      const known = await deps.layouts.known();
      return { items: found.items.map((batch) => shown(batch, known)), total: found.total, page, pageSize };
    },

    get: async (id) => shown(await find(id), await deps.layouts.known()),

    async rows(id, { page, pageSize }) {
      const batch = await find(id);
      const found = await store.rawRows(batch.id, page, pageSize);
      const items = found.items.map(({ sheet, row, cells }) => ({ sheet, row, cells }));
      return { items, total: found.total, page, pageSize, headers: batch.headers };
    },

    async layouts(now) {
      const watermarks = await store.watermarks(now);
      const arrivals = await batches.lastArrivals(records.read);
      const layouts = (await deps.layouts.inForce()).flatMap((pipeline) => pipeline.layouts);
      return layouts.map(({ manifest }) => {
        const through = watermarks.get(manifest.layout) ?? null;
        return {
          source: manifest.source,
          layout: manifest.layout,
          version: manifest.version,
          name: manifest.name,
          office: manifest.office,
          cycle: manifest.cycle.every,
          columns: manifest.columns.map(({ header, aliases, type, required, personal }) => ({
            header,
            aliases,
            type,
            required,
            personal: personal ?? null,
          })),
          completeThrough: through,
          silentCycles:
            through === null || manifest.cycle.every === 'none'
              ? null
              : silentCycles(through, manifest.cycle.every, dayOf(now)),
          lastBatchAt: arrivals.get(manifest.layout)?.toISOString() ?? null,
        };
      });
    },

    unfinished: () => batches.unfinished(records.read),
  };
}
