import { findRegion } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';

/** The chain of the county bureau: whatever belongs to no town and was entered by no other office. */
export const countyChain = 'county';

/** The chain of a registered office: what it entered itself. */
export const officeChain = (code: string): string => `office:${code}`;

const town = /^445224\d{3}$/u;

/** The chain of an entry by the place that it tells of: each town's own desk answers for it, the county bureau for the rest. */
export function chainOfRegion(region: string): string {
  const kind = findRegion(region)?.kind;
  const local = town.test(region) || kind === 'town' || kind === 'farm' || kind === 'zone';
  return local ? `town:${region}` : countyChain;
}

/** Name of the office whose chain it is. */
export function chainName(chain: string, offices: ReadonlyMap<string, Bilingual>): Bilingual {
  if (chain === countyChain) return { zh: '县级', en: 'County' };
  const [, kind = '', code = ''] = /^(office|town):(.*)$/u.exec(chain) ?? [];
  const name = kind === 'office' ? offices.get(code) : findRegion(code)?.name;
  return name ?? { zh: code || chain, en: code || chain };
}
