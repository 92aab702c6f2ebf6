import { findIndustrySection, findRegion, huilaiCode } from '@miaotou/domain';
import type { Bilingual, SubjectKind } from '@miaotou/domain';

/** The region in which a subject lies: industries and the county lie in the county, whatever the place of a single event. */
export function regionOfSubject(kind: SubjectKind, id: string, region: string): string {
  if (kind === 'town') return id;
  return kind === 'industry' || kind === 'county' ? huilaiCode : region;
}

/** What a town, an industry or the county is called; null for subjects that have a name of their own. */
export function nameOfSubject(kind: SubjectKind, id: string): Bilingual | null {
  if (kind === 'town' || kind === 'county') return findRegion(id)?.name ?? null;
  return kind === 'industry' ? (findIndustrySection(id)?.name ?? null) : null;
}
