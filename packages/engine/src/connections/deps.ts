import type { PullEndpoint } from '@miaotou/contracts';
import type {
  Archives,
  BatchRecords,
  FileReader,
  FileStore,
  Imports,
  LayoutBook,
  Locks,
} from '../sources/index.js';
import type { Clock, Records } from '../shared/index.js';
import type { ConnectionRecords, Connectors, PushRecords, SecretBox } from './ports.js';

/** What the connections need of the world. */
export interface ConnectionsDeps {
  readonly records: Records;
  readonly connections: ConnectionRecords;
  readonly push: PushRecords;
  readonly batches: Pick<BatchRecords, 'find'>;
  readonly locks: Locks;
  readonly imports: Pick<Imports, 'receive'>;
  readonly archives: Pick<Archives, 'receive'>;
  readonly files: Pick<FileStore, 'scratch'>;
  readonly reader: FileReader;
  readonly layouts: LayoutBook;
  readonly connectors: Connectors;
  readonly box: SecretBox;
  readonly clock: Clock;
  /** Endpoints that the configuration names. */
  readonly configured: readonly PullEndpoint[];
  /** First moment after `after` that the cron expression names; throws for one that names none. */
  readonly nextRun: (cron: string, after: Date) => Date;
  /** Has a received batch run in the background. */
  readonly enqueue: (batchId: number) => Promise<void>;
  /** Told of every fault whose reason is not known. */
  readonly onFault: (error: unknown, where: string) => void;
}
