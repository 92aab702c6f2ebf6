import { huilaiAncestors, huilaiUnits } from './huilai.js';
import { foreignStates, provinces } from './provinces.js';
import type { Region, RegionKind } from './region.js';

/** Every region that the product knows. */
export const regions: readonly Region[] = [
  ...provinces,
  ...foreignStates,
  ...huilaiAncestors,
  ...huilaiUnits,
];

const byCode = new Map(regions.map((region) => [region.code, region]));

/** The region of a code, or null. */
export function findRegion(code: string): Region | null {
  return byCode.get(code) ?? null;
}

function foldName(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** A region by its whole name, alias or English name, if wanted of one kind only; null when none or several fit. */
export function findRegionByName(text: string, kind?: RegionKind): Region | null {
  const wanted = foldName(text);
  const found = regions.filter(
    (region) =>
      (kind === undefined || region.kind === kind) &&
      [region.name.zh, region.name.en, ...region.aliases].some((name) => foldName(name) === wanted),
  );
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : null;
}

/** Lengths of the levels of official codes: province, city, county, township, village. */
const LEVELS = [2, 4, 6, 9, 12] as const;

/** Code of the region above; an official code that is not in the lists is read by its digits. Null at the top. */
export function parentRegion(code: string): string | null {
  const known = byCode.get(code);
  if (known !== undefined) return known.parent;
  if (!/^\d+$/u.test(code)) return null;
  const shorter = LEVELS.findLast((length) => length < code.length);
  return shorter === undefined ? null : code.slice(0, shorter);
}

/**
 * Whether a region lies in a scope: `*` holds everything, a code holds itself and all below it.
 * An empty scope holds nothing.
 */
export function regionWithin(code: string, scope: readonly string[]): boolean {
  if (scope.includes('*')) return true;
  for (let at: string | null = code; at !== null; at = parentRegion(at)) if (scope.includes(at)) return true;
  return false;
}
