import { huilaiUnits } from './huilai.js';
import { findRegion, findRegionByName } from './lookup.js';
import type { Region } from './region.js';

/** Half-width text without spaces. */
function tidy(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}

interface Spelling {
  readonly text: string;
  readonly region: Region;
}

/** Whole names and aliases, longest first, so that 葵潭农场 is never read as 葵潭. */
const fullNames: readonly Spelling[] = huilaiUnits
  .flatMap((region) => [region.name.zh, ...region.aliases].map((name) => ({ text: tidy(name), region })))
  .toSorted((a, b) => b.text.length - a.text.length);

/** Town names without 镇: villages elsewhere bear many of them, so they count only alone or right after the county. */
const bareNames: readonly Spelling[] = fullNames
  .filter(({ text }) => text.endsWith('镇'))
  .map(({ text, region }) => ({ text: text.slice(0, -1), region }));

const OWN_PLACES = /中国|广东省?|揭阳市?|惠来县?/gu;
const FOREIGN_PLACE = /\p{Script=Han}{2}(?:省|自治区|市(?!场)|县)|榕城区|揭东区/u;

function earliest(text: string): { readonly at: number; readonly region: Region } | null {
  let best: { at: number; region: Region } | null = null;
  for (const { text: name, region } of fullNames) {
    const at = text.indexOf(name);
    if (at >= 0 && (best === null || at < best.at)) best = { at, region };
  }
  return best;
}

/** By the official code, of nine digits or of twelve that end in 000, or by one that the unit had before. */
function townOfCode(code: string): Region | null {
  if (!/^\d{9}(?:000)?$/u.test(code)) return null;
  const nine = code.slice(0, 9);
  return huilaiUnits.find((unit) => unit.code === nine || unit.formerCodes.includes(nine)) ?? null;
}

/**
 * The town, farm or zone of Huilai that a text names: the name itself, a spelling seen for it (熬江, 东垅), its code, or an
 * address that holds it. Null when none is named or when the address lies in another city or county.
 */
export function findTownByName(text: string): Region | null {
  const place = tidy(text);
  const coded = townOfCode(place);
  if (coded !== null) return coded;
  const exact = [...fullNames, ...bareNames].find((spelling) => spelling.text === place);
  if (exact !== undefined) return exact.region;

  const inAddress = earliest(place);
  if (inAddress !== null) {
    const before = place.slice(0, inAddress.at);
    const elsewhere = !before.includes('惠来') && FOREIGN_PLACE.test(before.replace(OWN_PLACES, ''));
    return elsewhere ? null : inAddress.region;
  }
  const afterCounty = /惠来县?(.*)$/u.exec(place)?.[1] ?? '';
  return bareNames.find((spelling) => afterCounty.startsWith(spelling.text))?.region ?? null;
}

/** Signs and words that say of no place where it is. */
const UNSAID = /^(?:[-—–/\\.]*|无|不详|不明|未知|未填|其他|其它|null|n\/?a)$/iu;
/** The county as a whole, and words for what lies beyond it. */
const WIDER = /^(?:中国)?(?:广东省?)?(?:揭阳市?)?(?:惠来县?|本县|全县|县城|县直|县城区)?$/u;
const BEYOND = /^(?:县外|市外|省外|外地|外县|外市|外省|境外|国外)$/u;

/**
 * What a cell that should name a place says: a region of the lists, a place that lies elsewhere, nothing, or a name that
 * nobody knows.
 */
export type PlaceNamed =
  | { readonly kind: 'region'; readonly region: Region }
  | { readonly kind: 'elsewhere' | 'unsaid' | 'unknown' };

/** Reads a cell that should name a place, by name, spelling, address or code. */
export function readPlace(text: string): PlaceNamed {
  const place = tidy(text);
  if (UNSAID.test(place)) return { kind: 'unsaid' };
  const region = findTownByName(text) ?? findRegion(place) ?? findRegionByName(text);
  if (region !== null) return { kind: 'region', region };
  const county = WIDER.test(place) ? findRegion('445224') : null;
  if (county !== null) return { kind: 'region', region: county };
  return BEYOND.test(place) || FOREIGN_PLACE.test(place.replace(OWN_PLACES, ''))
    ? { kind: 'elsewhere' }
    : { kind: 'unknown' };
}
