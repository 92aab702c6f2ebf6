import type {
  Connection,
  ConnectionInput,
  ConnectionKind,
  ConnectionSettings,
  Problem,
  PushKey,
  SettingsOf,
} from '@miaotou/contracts';
import type { SourceFamily } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';

/** What a connection remembers between two pulls; only the connector of its kind knows what is in it. */
export interface Mark {
  /** What a person may read of it. */
  readonly value: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A file at its owner's, told apart by name, size and time. */
export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** One delivery that came over a connection. */
export interface Fetched {
  readonly path: string;
  readonly fileName: string;
  /** What is remembered from then on, and whether it counts as soon as the file is kept or only when all of it is imported. */
  readonly mark?: { readonly next: Mark; readonly holdsWhen: 'received' | 'imported' };
  /** Set for a file that must not be fetched again. */
  readonly file?: RemoteFile;
}

/** Everything that a connector is told for one try. */
export interface ConnectorTask<K extends ConnectionKind = ConnectionKind> {
  readonly settings: SettingsOf<K>;
  readonly secret: string | null;
  readonly mark: Mark | null;
  /** Room for files; gone after the try. */
  readonly directory: string;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Of these files those that were not taken yet. */
  readonly unseen: (files: readonly RemoteFile[]) => Promise<readonly RemoteFile[]>;
}

/** What a try found: a head of the delivery that would come, or an SFTP host's key that waits for confirmation. */
export interface Sample {
  readonly fingerprint: string | null;
  readonly files: readonly string[];
  /** The first delivery, perhaps cut short; null when nothing is there. */
  readonly delivery: { readonly path: string; readonly fileName: string } | null;
}

/**
 * One technology of connecting. Faults are a `PermanentError` when the same try will meet them again, else a
 * `PassingFault`; an aborted signal throws the signal's reason.
 */
export interface Connector<K extends ConnectionKind = ConnectionKind> {
  test(task: ConnectorTask<K>): Promise<Sample>;
  /** Deliveries one by one: the next is asked for only when the one before is safely kept. */
  pull(task: ConnectorTask<K>): AsyncGenerator<Fetched, void, undefined>;
}
export type Connectors = { readonly [K in ConnectionKind]: Connector<K> };

/** Keeps texts so that only this installation can read them. `context` binds a box to its place. */
export interface SecretBox {
  seal(text: string, context: string): string;
  open(box: string, context: string): string;
}

/** A connection as it is stored; its secret sealed. */
export interface ConnectionRecord extends Omit<ConnectionInput, 'secret'> {
  readonly id: string;
  readonly secretBox: string | null;
  readonly secretSetAt: Date | null;
}

/** How it went with a connection so far. */
export interface ConnectionState {
  readonly lastTriedAt: Date | null;
  readonly lastSucceededAt: Date | null;
  readonly failures: number;
  readonly problem: Problem | null;
  readonly mark: Mark | null;
  /** The last delivery, and the mark that holds once it is imported whole. */
  readonly lastBatch: number | null;
  readonly pendingMark: Mark | null;
  readonly nextRunAt: Date | null;
}

/** Connections in the records. */
export interface ConnectionRecords {
  list(executor: Executor): Promise<readonly ConnectionRecord[]>;
  find(executor: Executor, id: string): Promise<ConnectionRecord | null>;
  add(executor: Executor, record: ConnectionRecord, by: string, at: Date): Promise<void>;
  change(executor: Executor, record: ConnectionRecord, at: Date): Promise<void>;
  /** Takes away the connection, its state and its list of taken files. */
  remove(executor: Executor, id: string): Promise<void>;
  states(executor: Executor): Promise<ReadonlyMap<string, ConnectionState>>;
  state(executor: Executor, id: string): Promise<ConnectionState | null>;
  saveState(executor: Executor, id: string, change: Partial<ConnectionState>): Promise<void>;
  /** Of these files those that were not taken as they are now. */
  unseen(executor: Executor, id: string, files: readonly RemoteFile[]): Promise<readonly RemoteFile[]>;
  seen(executor: Executor, id: string, file: RemoteFile, at: Date): Promise<void>;
}

/** A push key as it is stored: the key itself only as a hash. */
export interface PushKeyRecord extends Omit<
  PushKey,
  'createdAt' | 'expiresAt' | 'revokedAt' | 'lastUsedAt' | 'sources'
> {
  readonly sources: readonly SourceFamily[];
  readonly keyHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** A file of a pushed archive, and the batch that it became. */
export interface PushedBatch {
  readonly batchId: number;
  readonly known: boolean;
  readonly fileName: string;
}

/** One request that was answered, kept so that the same request gets the same answer. */
export interface PushRequest {
  readonly keyId: string;
  readonly idempotencyKey: string;
  readonly source: SourceFamily;
  readonly sha256: string;
  readonly batchId: number;
  readonly known: boolean;
  /** The files of an archive; empty for a single file. */
  readonly batches: readonly PushedBatch[];
}

/** Keys and answered requests in the records. */
export interface PushRecords {
  listKeys(executor: Executor): Promise<readonly PushKeyRecord[]>;
  findKey(executor: Executor, keyHash: string): Promise<PushKeyRecord | null>;
  addKey(executor: Executor, key: PushKeyRecord): Promise<void>;
  /** False when there is no such key, or it was revoked before. */
  revokeKey(executor: Executor, id: string, at: Date): Promise<boolean>;
  /** Counts a request in the minute that begins at `minute`; gives how many there were with it. */
  countUse(executor: Executor, id: string, minute: Date, at: Date): Promise<number>;
  findRequest(executor: Executor, keyId: string, idempotencyKey: string): Promise<PushRequest | null>;
  addRequest(executor: Executor, request: PushRequest, at: Date): Promise<void>;
  /** Whether the key's holder pushed this batch. */
  pushed(executor: Executor, keyId: string, batchId: number): Promise<boolean>;
}

export type { Connection, ConnectionSettings };
