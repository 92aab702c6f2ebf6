import type { Bilingual } from '../vocabulary/index.js';

/** A local grouping of employers beside the two-digit class of GB/T 4754. */
export interface IndustryTag {
  readonly code: string;
  readonly name: Bilingual;
}

const rows = [
  ['IT1', '工业园区企业', 'Industrial-park employers'],
  ['IT2', '互联网和平台', 'Internet and platforms'],
  ['IT3', '建筑施工', 'Construction'],
  ['IT4', '劳动密集型加工制造', 'Labour-intensive manufacturing'],
  ['IT5', '生产经营困难企业', 'Employers in difficulty'],
  ['IT6', '石化及检维修承包', 'Petrochemicals and maintenance contractors'],
  ['IT7', '海上风电和海工装备', 'Offshore wind and marine equipment'],
  ['IT8', '水产养殖与捕捞加工', 'Aquaculture, fishing and processing'],
  ['IT9', '农产品和果蔬加工', 'Farm produce and fruit processing'],
  ['IT10', '五金和纺织服装加工', 'Hardware, textiles and garments'],
  ['IT11', '餐饮和小微商户', 'Restaurants and small trade'],
  ['IT12', '政府和国企项目', 'Government and state-owned projects'],
] as const;

/** All industry tags. */
export const industryTags: readonly IndustryTag[] = rows.map(([code, zh, en]) => ({
  code,
  name: { zh, en },
}));
