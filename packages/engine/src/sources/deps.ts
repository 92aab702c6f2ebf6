import type { Employers } from '../employers/index.js';
import type { Clock, LivePush, Records } from '../shared/index.js';
import type { CorrectionsRead, StandingMappings } from './correction-ports.js';
import type { KeptReadings } from './kept-readings.js';
import type { BatchRecords, FileReader, FileStore, LandingStore, LayoutBook, Locks } from './ports.js';

/** What the imports need of the world. */
export interface ImportsDeps {
  readonly records: Records;
  readonly batches: BatchRecords;
  readonly locks: Locks;
  readonly files: FileStore;
  readonly reader: FileReader;
  readonly store: LandingStore;
  readonly corrections: CorrectionsRead;
  readonly standing: StandingMappings;
  readonly employers: Pick<Employers, 'resolve' | 'stateIndustries'>;
  readonly layouts: LayoutBook;
  readonly keptReadings: KeptReadings;
  readonly clock: Clock;
  readonly live: LivePush;
  /** Key under which persons' numbers are hashed. */
  readonly secret: Buffer;
  /** Asks for the evaluation of what a batch touched. May be called again for the same batch. */
  readonly batchDone: (batchId: number) => Promise<void>;
  /** Whether a store's error may pass, so that the same work may succeed later. */
  readonly mayPass: (error: unknown) => boolean;
  /** Told of every fault that is not the sender's. */
  readonly onFault: (error: unknown, batchId: number) => void;
}
