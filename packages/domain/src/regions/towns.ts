import { huilaiUnits } from './huilai.js';
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

/**
 * The town, farm or zone of Huilai that a text names: the name itself, a spelling seen for it (熬江, 东垅), or an
 * address that holds it. Null when none is named or when the address lies in another city or county.
 */
export function findTownByName(text: string): Region | null {
  const place = tidy(text);
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
