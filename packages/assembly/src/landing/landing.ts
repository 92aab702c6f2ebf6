import type { Pipeline } from '@miaotou/contracts';
import { createEmployers, createImports } from '@miaotou/engine';
import type { Clock, Employers, Imports, LandingStore, LivePush } from '@miaotou/engine';
import { batchRecords, employerRecords, openFileStore } from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { createSourcesWarehouse } from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { fileReader } from './file-reader.js';

export interface LandingOptions {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly dataDir: string;
  /** Key under which persons' numbers are hashed; it must stay the same for the life of the data. */
  readonly secret: Buffer;
  readonly pipelines: readonly Pipeline[];
  readonly clock: Clock;
  readonly live: LivePush;
  /** Asks for the rules to be run on what a batch touched. */
  readonly batchDone: (batchId: number) => Promise<void>;
  readonly onFault: (error: unknown, batchId: number) => void;
  /** The store of rows; over the warehouse by default. */
  readonly store?: LandingStore;
}

export interface Landing {
  readonly imports: Imports;
  readonly employers: Employers;
}

/** The way of a file into the warehouse, composed over open stores. */
export function createLanding(options: LandingOptions): Landing {
  const { records, warehouse, clock, live, pipelines, secret, batchDone, onFault } = options;
  const store = options.store ?? createSourcesWarehouse(warehouse);
  const locks = { underLock: records.underLock.bind(records) };
  const employers = createEmployers({
    records,
    employers: employerRecords,
    clock,
    locks,
    rekey: (from, to, at) => store.rekey(from, to, at),
    rowsOf: (subjects) => store.rowsOf(subjects),
    afterMove: async (batches) => {
      for (const batchId of batches) await batchDone(batchId);
    },
  });
  const imports = createImports({
    records,
    batches: batchRecords,
    locks,
    files: openFileStore({ dataDir: options.dataDir }),
    reader: fileReader,
    store,
    employers,
    pipelines,
    clock,
    live,
    secret,
    batchDone,
    onFault,
  });
  return { imports, employers };
}
