import { useSyncExternalStore } from 'react';

/** A note or photo that was written on this device and has not reached the server yet. */
export interface WaitingNote {
  /** The same whenever it is sent, so that it counts once. */
  readonly key: string;
  /** Whose it is: another person on the same device neither sees nor sends it. */
  readonly userId: string;
  readonly incidentId: string;
  readonly note: string;
  /** A picture in base64, already made smaller; null for a note without one. */
  readonly photo: string | null;
  readonly place: string | null;
  readonly deviceAt: string;
  /** Why the server did not take it; null while it waits. */
  readonly refused: string | null;
}

const databaseName = 'miaotou-scene';
const storeName = 'notes';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(storeName, { keyPath: 'key' });
    });
    request.addEventListener('success', () => {
      resolve(request.result);
    });
    request.addEventListener('error', () => {
      reject(request.error ?? new Error('the device keeps nothing'));
    });
  });
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = work(transaction.objectStore(storeName));
      transaction.addEventListener('complete', () => {
        resolve(request.result);
      });
      transaction.addEventListener('abort', () => {
        reject(transaction.error ?? new Error('the note could not be kept'));
      });
    });
  } finally {
    database.close();
  }
}

let known: readonly WaitingNote[] = [];
const listeners = new Set<() => void>();

async function reread(): Promise<void> {
  const all = (await within('readonly', (store) => store.getAll())) as readonly WaitingNote[];
  known = all.toSorted((a, b) => a.deviceAt.localeCompare(b.deviceAt));
  for (const tell of listeners) tell();
}

/** Keeps a note on the device: new, or with what became of it. */
export async function keepNote(note: WaitingNote): Promise<void> {
  await within('readwrite', (store) => store.put(note));
  await reread();
}

export async function dropNote(key: string): Promise<void> {
  await within('readwrite', (store) => store.delete(key));
  await reread();
}

/** Notes of a person that are on this device, oldest first. */
export async function notesOf(userId: string): Promise<readonly WaitingNote[]> {
  await reread();
  return known.filter((one) => one.userId === userId);
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  if (listeners.size === 1) reread().catch(() => undefined);
  return () => {
    listeners.delete(tell);
  };
}

export function useWaitingNotes(userId: string, incidentId: string): readonly WaitingNote[] {
  const all = useSyncExternalStore(subscribe, () => known);
  return all.filter((one) => one.userId === userId && one.incidentId === incidentId);
}
