import type { Pipeline, PullEndpoint } from '@miaotou/contracts';
import {
  createArchives,
  createEmployers,
  createImports,
  createInbox,
  createLayouts,
  createQuarantine,
} from '@miaotou/engine';
import type {
  Archives,
  Clock,
  Employers,
  FileStore,
  Imports,
  Inbox,
  LandingStore,
  Layouts,
  LivePush,
  Quarantine,
} from '@miaotou/engine';
import type { JobHandlers } from '@miaotou/queue';
import {
  archiveRecords,
  batchRecords,
  correctionRecords,
  employerRecords,
  layoutVersionRecords,
  mayPass,
  openFileStore,
  readingCorrectionRecords,
  valueMappingRecords,
} from '@miaotou/records';
import type { OpenRecords } from '@miaotou/records';
import { dataPaths } from '@miaotou/runtime';
import {
  createEmployersWarehouse,
  createQuarantineWarehouse,
  createSourcesWarehouse,
} from '@miaotou/warehouse';
import type { Warehouse } from '@miaotou/warehouse';
import { workbookWriter } from '../quarantine/index.js';
import { createConnecting } from '../connections/index.js';
import type { Connecting, ConnectingOptions } from '../connections/index.js';
import { openLayoutBook } from '../layouts/index.js';
import { fileReader } from './file-reader.js';

export interface LandingOptions {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly dataDir: string;
  /** Key under which persons' numbers are hashed; it must stay the same for the life of the data. */
  readonly secret: Buffer;
  /** Layouts that the program ships. */
  readonly shipped: readonly Pipeline[];
  readonly endpoints: readonly PullEndpoint[];
  /** Folders below which shared folders may lie. */
  readonly folders: readonly string[];
  /** Limits and pauses of requests over HTTP. */
  readonly http?: ConnectingOptions['http'];
  readonly clock: Clock;
  readonly live: LivePush;
  /** Has a received batch run in the background. */
  readonly enqueue: (batchId: number) => Promise<void>;
  /** Asks for the rules to be run on what a batch touched. May be asked twice for one batch. */
  readonly batchDone: (batchId: number) => Promise<void>;
  /** Told of every fault that is not the sender's. */
  readonly onFault: (error: unknown, where: string) => void;
  /** The store of rows; over the warehouse by default. */
  readonly store?: LandingStore;
}

export interface Landing extends Connecting {
  readonly imports: Imports;
  readonly layouts: Layouts;
  readonly quarantine: Quarantine;
  readonly archives: Archives;
  readonly employers: Employers;
  readonly inbox: Inbox;
  readonly files: FileStore;
}

/** The ways of a file into the warehouse, composed over open stores. */
export function createLanding(options: LandingOptions): Landing {
  const { records, warehouse, clock, live, shipped, secret, enqueue, batchDone, onFault, endpoints } =
    options;
  const book = openLayoutBook(records, shipped);
  const paths = dataPaths(options.dataDir);
  const files = openFileStore({ originals: paths.files, temporary: paths.temporary });
  const store = options.store ?? createSourcesWarehouse(warehouse, files);
  const employers = createEmployers({
    records,
    employers: employerRecords,
    clock,
    locks: records,
    secret: options.secret,
    warehouse: createEmployersWarehouse(warehouse, files),
    rekey: (from, to, at) => store.rekey(from, to, at),
    rowsOf: (subjects) => store.rowsOf(subjects),
    afterMove: async (batches) => {
      for (const batchId of batches) await batchDone(batchId);
    },
  });
  const importsDeps = {
    records,
    batches: batchRecords,
    locks: records,
    files,
    reader: fileReader,
    store,
    corrections: correctionRecords,
    standing: valueMappingRecords,
    employers,
    layouts: book,
    keptReadings: readingCorrectionRecords,
    clock,
    live,
    secret,
    batchDone,
    mayPass,
    onFault: (error: unknown, batchId: number) => onFault(error, `batch ${batchId}`),
  };
  const imports = createImports(importsDeps);
  const quarantine = createQuarantine({
    ...importsDeps,
    quarantined: createQuarantineWarehouse(warehouse),
    workbooks: workbookWriter,
    enqueue,
  });
  const layouts = createLayouts({
    ...importsDeps,
    versions: layoutVersionRecords,
    shipped,
    imports,
    enqueue,
  });
  const archives = createArchives({ records, archives: archiveRecords, files, reader: fileReader, imports });
  const inbox = createInbox({ directory: paths.inbox, archives, clock, enqueue, onFault });
  const connecting = createConnecting({
    records,
    imports,
    archives,
    files,
    reader: fileReader,
    layouts: book,
    clock,
    secret,
    endpoints,
    folders: options.folders,
    enqueue,
    onFault,
    ...(options.http === undefined ? {} : { http: options.http }),
  });
  return { imports, layouts, quarantine, archives, employers, inbox, files, ...connecting };
}

type LandingJobs = Pick<JobHandlers, 'import-file' | 'scan-inbox' | 'pull-source'>;

/** What background jobs do for landing; `imported` is told of each batch that came to an end. */
export function landingJobs(
  { imports, employers, inbox, connections }: Landing,
  imported: (summary: Awaited<ReturnType<Imports['run']>>) => Promise<void> | void = () => undefined,
): LandingJobs {
  return {
    'import-file': async ({ batchId }, { signal, progress }) => {
      const summary = await imports.run(Number(batchId), { signal, progress });
      await inbox.settle(summary);
      await imported(summary);
      return summary;
    },
    'scan-inbox': async () => {
      await employers.finishAnswers();
      return { taken: await inbox.scan() };
    },
    'pull-source': ({ connectionId }, { signal }) => connections.pull(connectionId, signal),
  };
}
