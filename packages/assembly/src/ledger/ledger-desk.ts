import { createLedgerRoots, ledgerExport, maskedNumbers } from '@miaotou/engine';
import type { Clock, Executor, Ledger, LedgerRoots, Outbox, Settings, Viewer } from '@miaotou/engine';
import { tierLook } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import type { LedgerExportQuery } from '@miaotou/contracts';
import { incidentStore, ledgerStore } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { folderSink, messageSink } from './root-sinks.js';
import { ledgerSheetWriter } from './sheet-writer.js';
import { filterText } from './filter-text.js';

export interface LedgerDeskOptions {
  readonly records: OpenRecords;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly settings: Pick<Settings, 'inForce'>;
  /** Folder off the machine for roots; null for none. */
  readonly rootFolder: string | null;
  readonly clock: Clock;
}

/** What leaves the ledger: roots, and registers as workbooks. */
export interface LedgerDesk {
  readonly ledgerRoots: LedgerRoots;
  /** What is shown, as a workbook in the bureau's layout, row by row. */
  readonly ledgerWorkbook: (query: LedgerExportQuery, viewer: Viewer) => AsyncIterable<Uint8Array>;
}

/** The ledger's ways out, composed over open stores. */
export function createLedgerDesk({
  records,
  ledger,
  outbox,
  settings,
  rootFolder,
  clock,
}: LedgerDeskOptions): LedgerDesk {
  const people = (at: Executor) => incidentStore.people(at);
  return {
    ledgerRoots: createLedgerRoots({
      records,
      store: ledgerStore,
      clock,
      sinks: [
        ...(rootFolder === null ? [] : [folderSink(rootFolder)]),
        messageSink({ records, outbox, people, clock }),
      ],
    }),
    async *ledgerWorkbook({ language, ...filter }, viewer) {
      const scheme = await settings.inForce('tier-scheme', clock.now());
      const tierName = (tier: AlertTier) => tierLook(tier, scheme).name;
      yield* ledgerSheetWriter.write(
        ledgerExport(ledger.matching(filter, viewer), {
          language,
          by: viewer.displayName,
          at: clock.now(),
          unit: {
            zh: '惠来县人力资源和社会保障局',
            en: 'Human Resources and Social Security Bureau of Huilai',
          },
          filters: filterText(filter, language, tierName),
          mask: maskedNumbers,
          tierName,
        }),
      );
    },
  };
}
