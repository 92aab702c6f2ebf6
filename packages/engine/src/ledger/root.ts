import { createHash } from 'node:crypto';
import { LedgerRootBodySchema, LedgerRootFileSchema } from '@miaotou/contracts';
import type { ChainHead, LedgerRootBody, LedgerRootFile } from '@miaotou/contracts';
import type { Day } from '@miaotou/domain';
import { refuse } from '../shared/index.js';
import { canonicalJson } from './canonical.js';
import { firstHash } from './chain.js';
import type { LedgerFault } from './check.js';

/** A root as kept. */
export interface LedgerRootRecord {
  readonly number: number;
  readonly day: Day;
  readonly at: Date;
  /** Canonical JSON, byte for byte what was hashed. */
  readonly body: string;
  readonly hash: string;
}

/** What a root says, with the hash over it. */
export type LedgerRoot = LedgerRootBody & { readonly root: string };

const hashOf = (body: string): string => createHash('sha256').update(body, 'utf8').digest('hex');

/** One hash over where every chain stands; null for a ledger without entries. */
export function headsHash(heads: readonly ChainHead[]): string | null {
  return heads.length === 0 ? null : hashOf(canonicalJson(heads));
}

/** The next root after another one. */
export function nextRoot(
  before: LedgerRootRecord | null,
  chains: readonly ChainHead[],
  day: Day,
  at: Date,
): LedgerRootRecord {
  const number = (before?.number ?? 0) + 1;
  const previousRoot = before?.hash ?? firstHash;
  const said = { format: 'miaotou-ledger-root', number, day, at: at.toISOString(), previousRoot, chains };
  const body = canonicalJson(said);
  return { number, day, at, body, hash: hashOf(body) };
}

/** What a kept root says. */
export function rootOf({ body, hash }: LedgerRootRecord): LedgerRoot {
  return { ...LedgerRootBodySchema.parse(JSON.parse(body)), root: hash };
}

/** Why a kept root does not follow from the one before it; null when it does. */
export function rootFault(before: LedgerRootRecord | null, kept: LedgerRootRecord): LedgerFault | null {
  const fault = (reason: string): LedgerFault => ({ chain: 'roots', seq: kept.number, reason });
  if (kept.number !== (before?.number ?? 0) + 1) return fault('root-missing');
  if (hashOf(kept.body) !== kept.hash) return fault('hash-differs');
  let said: unknown;
  try {
    said = JSON.parse(kept.body);
  } catch {
    return fault('body-unreadable');
  }
  const body = LedgerRootBodySchema.safeParse(said);
  if (!body.success) return fault('body-unreadable');
  const { number, day, at, previousRoot } = body.data;
  if (previousRoot !== (before?.hash ?? firstHash)) return fault('previous-hash-differs');
  const same = number === kept.number && day === kept.day && new Date(at).getTime() === kept.at.getTime();
  return same ? null : fault('columns-differ-from-body');
}

/** The root as a file: canonical JSON of one line. */
export function rootFile(root: LedgerRoot): string {
  return `${canonicalJson(root)}\n`;
}

/** Name of the file of a root. */
export function rootFileName({ day, number }: Pick<LedgerRoot, 'day' | 'number'>): string {
  return `miaotou-ledger-root-${day}-${number}.json`;
}

/** Reads a root that was taken off the machine. Throws on what is none, and on one whose own hash does not hold. */
export function readRootFile(text: string): LedgerRootFile {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw refuse('invalid', 'root-unreadable', '这不是台账根文件。', 'This is not a file of a ledger root.');
  }
  const parsed = LedgerRootFileSchema.safeParse(said);
  if (!parsed.success) {
    throw refuse('invalid', 'root-unreadable', '这不是台账根文件。', 'This is not a file of a ledger root.');
  }
  const { root, ...body } = parsed.data;
  if (hashOf(canonicalJson(body)) !== root) {
    throw refuse(
      'invalid',
      'root-altered',
      '台账根文件被改动过：其校验值与内容不符。',
      'The file of the root was altered: its hash does not fit what it says.',
    );
  }
  return parsed.data;
}
