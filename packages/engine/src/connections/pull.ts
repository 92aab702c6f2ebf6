import { PermanentError } from '../shared/index.js';
import type { Receipt, Received } from '../sources/index.js';
import type { ConnectionsDeps } from './deps.js';
import { PassingFault, faultOf, lasting } from './faults.js';
import type { ConnectionRecord, ConnectionState, Connector, ConnectorTask } from './ports.js';
import { nextTry } from './schedule.js';
import { freshState, secretMissing, wantsSecret } from './view.js';

/** What one pull came to. */
export type PullOutcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'received'; readonly batchIds: readonly number[]; readonly known: number }
  /** The delivery before is still being imported, and where the next one begins depends on it. */
  | { readonly kind: 'waiting'; readonly batchId: number };

const unfinished: ReadonlySet<string> = new Set(['waiting', 'reading', 'checking', 'landing']);

/** The connector of the record's kind. Kinds and settings go together in the record, which the types cannot follow. */
export function connectorOf({ connectors }: Pick<ConnectionsDeps, 'connectors'>, record: ConnectionRecord) {
  return connectors[record.settings.kind] as Connector;
}

/** The secret in the clear, for the one try that needs it. */
export function secretOf({ box }: Pick<ConnectionsDeps, 'box'>, record: ConnectionRecord): string | null {
  if (record.secretBox !== null) {
    try {
      return box.open(record.secretBox, record.id);
    } catch (cause) {
      throw lasting(
        'secret-unreadable',
        '已保存的密码无法解密（安装密钥已更换），请重新填写。',
        'The kept secret cannot be read, since the installation’s key is another one; enter it again.',
        { cause },
      );
    }
  }
  if (wantsSecret(record.settings)) throw secretMissing();
  return null;
}

/** A delivery that must be imported whole before its mark holds: whether it is, and the state that follows. */
async function settled(
  { records, batches, connections }: ConnectionsDeps,
  id: string,
  state: ConnectionState,
): Promise<{ readonly state: ConnectionState; readonly waitsFor: number | null }> {
  if (state.pendingMark === null || state.lastBatch === null) return { state, waitsFor: null };
  const batch = await batches.find(records.read, state.lastBatch);
  if (batch !== null && unfinished.has(batch.state)) return { state, waitsFor: batch.id };
  const mark = batch?.state === 'done' ? state.pendingMark : state.mark;
  const change = { mark, pendingMark: null };
  await connections.saveState(records.read, id, change);
  return { state: { ...state, ...change }, waitsFor: null };
}

/** Takes in a file, or every file of an archive; what only looks like one is kept as a file and refused by its import. */
async function received(
  { archives, imports }: Pick<ConnectionsDeps, 'archives' | 'imports'>,
  file: Received,
): Promise<Pick<Receipt, 'batches'>> {
  try {
    return await archives.receive(file);
  } catch (error) {
    // One broken archive must neither be lost nor hold up the files after it.
    if (!(error instanceof PermanentError)) throw error;
    const { fileName } = file;
    return { batches: [{ ...(await imports.receive(file)), fileName }] };
  }
}

async function fetchAll(
  deps: ConnectionsDeps,
  record: ConnectionRecord,
  state: ConnectionState,
  directory: string,
  signal: AbortSignal,
): Promise<PullOutcome> {
  const { records, connections, clock } = deps;
  const task: ConnectorTask = {
    settings: record.settings,
    secret: secretOf(deps, record),
    mark: state.mark,
    directory,
    now: clock.now(),
    signal,
    unseen: (files) => connections.unseen(records.read, record.id, files),
  };
  const batchIds: number[] = [];
  let known = 0;
  for await (const { path, fileName, mark, file } of connectorOf(deps, record).pull(task)) {
    signal.throwIfAborted();
    const { batches } = await received(deps, {
      source: record.source,
      path,
      fileName,
      via: 'pull',
      receivedFrom: record.name,
      receivedAt: clock.now(),
    });
    for (const { batchId } of batches) await deps.enqueue(batchId);
    // Only now: had the file been lost on the way, the next try must find it again.
    if (file !== undefined) await connections.seen(records.read, record.id, file, clock.now());
    await connections.saveState(records.read, record.id, {
      lastBatch: batches.at(-1)?.batchId ?? null,
      ...(mark?.holdsWhen === 'received' ? { mark: mark.next } : {}),
      pendingMark: mark?.holdsWhen === 'imported' ? mark.next : null,
    });
    batchIds.push(...batches.map(({ batchId }) => batchId));
    known += batches.filter((one) => one.known).length;
  }
  return batchIds.length === 0 ? { kind: 'unchanged' } : { kind: 'received', batchIds, known };
}

async function remember(
  deps: ConnectionsDeps,
  record: ConnectionRecord,
  before: ConnectionState,
  error: unknown,
): Promise<void> {
  const { records, connections, clock, nextRun } = deps;
  const now = clock.now();
  const failures = error === null ? 0 : before.failures + 1;
  const next = nextTry({
    now,
    scheduled: nextRun(record.cron, now),
    failures,
    mayPass: !(error instanceof PermanentError),
    retryAfterMs: error instanceof PassingFault ? error.retryAfterMs : null,
  });
  await connections.saveState(records.read, record.id, {
    lastTriedAt: now,
    failures,
    nextRunAt: next.at,
    problem: error === null ? null : faultOf(error),
    ...(error === null ? { lastSucceededAt: now } : {}),
  });
}

/**
 * Fetches what one connection has that is new, and has it imported. A failure is written down with its reason, moves no
 * mark and sets the next try; one that may pass is a `PassingFault`. A cancelled pull leaves everything as it was.
 */
export async function pullOnce(
  deps: ConnectionsDeps,
  record: ConnectionRecord,
  signal: AbortSignal,
): Promise<PullOutcome> {
  const { records, connections, files } = deps;
  return deps.locks.underLock(`connection-${record.id}`, async () => {
    const kept = (await connections.state(records.read, record.id)) ?? freshState;
    const { state, waitsFor } = await settled(deps, record.id, kept);
    if (waitsFor !== null) {
      const now = deps.clock.now();
      await connections.saveState(records.read, record.id, {
        nextRunAt: nextTry({
          now,
          scheduled: now,
          failures: 1,
          mayPass: true,
          retryAfterMs: null,
        }).at,
      });
      return { kind: 'waiting', batchId: waitsFor };
    }
    try {
      const outcome = await files.scratch('pull', (directory) =>
        fetchAll(deps, record, state, directory, signal),
      );
      await remember(deps, record, state, null);
      return outcome;
    } catch (error) {
      if (signal.aborted) throw error;
      await remember(deps, record, state, error);
      if (error instanceof PermanentError || error instanceof PassingFault) throw error;
      deps.onFault(error, `connection ${record.id}`);
      const { code, message } = faultOf(error);
      throw new PassingFault(code, message, null, { cause: error });
    }
  });
}
