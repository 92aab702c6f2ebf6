import type { Bilingual } from '../vocabulary/index.js';

export const regionKinds = ['province', 'state', 'city', 'county', 'town', 'farm', 'zone'] as const;
export type RegionKind = (typeof regionKinds)[number];

/** A centre point in degrees; `approximate` marks a rough position fit for a schematic picture only. */
export interface CentrePoint {
  readonly lat: number;
  readonly lon: number;
  readonly approximate: boolean;
}

export interface Region {
  /** Official code (GB/T 2260 for 2 to 6 digits, statistics bureau for 9), or the product's own for zones and states. */
  readonly code: string;
  readonly kind: RegionKind;
  readonly name: Bilingual;
  /** Code of the region that it lies in; null at the top. */
  readonly parent: string | null;
  /** Other names and spellings under which it is written. */
  readonly aliases: readonly string[];
  /** The same unit in the map vendor's list, which gives some of these codes to other towns: never a join key. */
  readonly tencentCode: string | null;
  /** Official codes that the unit had before. */
  readonly formerCodes: readonly string[];
  readonly centre: CentrePoint | null;
}
