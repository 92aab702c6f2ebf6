import { canonicalJson } from '../ledger/index.js';

/** What two people made of one thing, put together, and where they contradict each other. */
export interface Merged {
  readonly value: unknown;
  /** Places that both changed in different ways; there, mine stands. */
  readonly conflicts: readonly string[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

function mergeAt(base: unknown, mine: unknown, theirs: unknown, path: string, conflicts: string[]): unknown {
  if (same(mine, base) || same(mine, theirs)) return theirs;
  if (same(theirs, base)) return mine;
  if (!isRecord(mine) || !isRecord(theirs)) {
    conflicts.push(path);
    return mine;
  }
  const was = isRecord(base) ? base : {};
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const merged = names.map((name) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [name, mergeAt(was[name], mine[name], theirs[name], at, conflicts)] as const;
  });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

/** Lays what I changed since `base` over what others made of it meanwhile. Lists are one thing. */
export function threeWay(base: unknown, mine: unknown, theirs: unknown): Merged {
  const conflicts: string[] = [];
  return { value: mergeAt(base, mine, theirs, '', conflicts), conflicts };
}
