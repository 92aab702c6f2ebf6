import { createHash } from 'node:crypto';
import { LedgerBodySchema } from '@miaotou/contracts';
import type { LedgerBody } from '@miaotou/contracts';
import { canonicalJson } from './canonical.js';

/** The hash before the first entry. */
export const firstHash = '0'.repeat(64);

/** What is to be entered, before it has a place in the chain. */
export type LedgerDraft = Omit<LedgerBody, 'chain' | 'seq'>;

/** One entry as kept. `body` is canonical JSON, byte for byte what was hashed. */
export interface LedgerRecord {
  readonly chain: string;
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly alertId: number | null;
  /** Number of the entry in the same chain that it corrects. */
  readonly correctsSeq: number | null;
  readonly body: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** An entry as it was read back. */
export interface KeptEntry extends LedgerRecord {
  /** Microseconds of its time beyond the millisecond: nothing that was entered has any. */
  readonly beyondMs: number;
}

/** SHA-256 over the previous hash and the body. */
export function entryHash(previousHash: string, body: string): string {
  return createHash('sha256').update(previousHash, 'utf8').update('\n').update(body, 'utf8').digest('hex');
}

/** Puts drafts at the end of a chain. */
export function linkEntries(
  chain: string,
  end: { readonly seq: number; readonly hash: string } | null,
  drafts: readonly LedgerDraft[],
): LedgerRecord[] {
  let seq = end?.seq ?? 0;
  let previousHash = end?.hash ?? firstHash;
  return drafts.map((draft) => {
    seq += 1;
    const body = canonicalJson({ ...draft, chain, seq });
    const hash = entryHash(previousHash, body);
    const { kind, alertId } = draft;
    const correctsSeq = draft.corrects?.seq ?? null;
    const at = new Date(draft.at);
    const record = { chain, seq, at, kind, alertId, correctsSeq, body, previousHash, hash };
    previousHash = hash;
    return record;
  });
}

/** Why an entry does not follow from the one before it; null when it does. */
export function entryFault(before: LedgerRecord | null, entry: KeptEntry): string | null {
  const seq = before?.chain === entry.chain ? before.seq + 1 : 1;
  if (entry.seq !== seq) return `entry-missing: expected number ${seq}`;
  const previous = before?.chain === entry.chain ? before.hash : firstHash;
  if (entry.previousHash !== previous) return 'previous-hash-differs';
  if (entryHash(entry.previousHash, entry.body) !== entry.hash) return 'hash-differs';
  let body: unknown;
  try {
    body = JSON.parse(entry.body);
  } catch {
    return 'body-unreadable';
  }
  const parsed = LedgerBodySchema.safeParse(body);
  if (!parsed.success) return 'body-unreadable';
  const { data } = parsed;
  const same =
    data.chain === entry.chain &&
    data.seq === entry.seq &&
    data.kind === entry.kind &&
    data.alertId === entry.alertId &&
    (data.corrects?.seq ?? null) === entry.correctsSeq &&
    entry.beyondMs === 0 &&
    new Date(data.at).getTime() === entry.at.getTime();
  return same ? null : 'columns-differ-from-body';
}
