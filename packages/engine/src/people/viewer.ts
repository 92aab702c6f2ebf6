import { regionWithin, regions } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';

/** The signed-in person on whose behalf something is read or done. */
export interface Viewer {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** Region codes that the person may see, each with all below it; '*' is the whole deployment. */
  readonly scope: readonly string[];
}

/** Whether a region's facts may be shown to the person. A fact without region is for those who see everything. */
export function maySee(viewer: Pick<Viewer, 'scope'>, region: string): boolean {
  return regionWithin(region, viewer.scope);
}

/** Codes of all known regions that the person may see, for set-wise filters; null for no filter at all. */
export function visibleRegions(viewer: Pick<Viewer, 'scope'>): readonly string[] | null {
  if (viewer.scope.includes('*')) return null;
  return regions.map(({ code }) => code).filter((code) => regionWithin(code, viewer.scope));
}
