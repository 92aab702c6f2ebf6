import type { HotspotPage, HotspotQuery } from '@miaotou/contracts';
import { addDays, findRegion, startOfDay } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { chanceText, meanText, measures } from '../detections/index.js';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Clock } from '../shared/index.js';
import type { FoundCluster, HotspotsWarehouse, Scan, ScanAbstention } from './ports.js';

export interface HotspotsDeps {
  readonly warehouse: HotspotsWarehouse;
  readonly clock: Clock;
}

const abstentionTexts: Readonly<Record<ScanAbstention, Bilingual>> = {
  'source-behind': {
    zh: '来源逾期未报，最近各周不能扫描',
    en: 'a source is behind, so that the last weeks cannot be scanned',
  },
  'too-few-cases': { zh: '件数太少，无从比较', en: 'too few cases to compare' },
};

const nameOf = (region: string): Bilingual => findRegion(region)?.name ?? { zh: region, en: region };

/** Members by name, at most four, and how many there are. */
function membersText(members: FoundCluster['members']): Bilingual {
  const names = members.slice(0, 4).map(({ region }) => nameOf(region));
  const zh = names.map((name) => name.zh).join('、');
  const en = names.map((name) => name.en).join(', ');
  return members.length <= 4
    ? { zh, en }
    : { zh: `${zh}等 ${members.length} 地`, en: `${en} and others, ${members.length} in all` };
}

/** A cluster in a sentence that a leader understands. */
export function clusterSentence(
  { measure, through, significance }: Pick<Scan, 'measure' | 'through' | 'significance'>,
  { members, since, observed, expected, p }: FoundCluster,
): Bilingual {
  const { unit, name } = measures[measure];
  const where = membersText(members);
  const chance = chanceText(p);
  const when =
    since === through
      ? { zh: `${through} `, en: `on ${through}` }
      : { zh: `自 ${since} 至 ${through} `, en: `from ${since} to ${through}` };
  const end = p <= significance ? { zh: '', en: '' } : { zh: '，不显著', en: ', not significant' };
  return {
    zh: `${where.zh}${when.zh}${name.zh} ${observed} ${unit.zh}，按各地常态约 ${meanText(expected)} ${unit.zh}；偶然聚集到这一程度的可能${chance.zh}${end.zh}。`,
    en: `${where.en}: ${observed} ${unit.en} ${when.en}, about ${meanText(expected)} would be usual there; the chance of such a cluster by chance alone is ${chance.en}${end.en}.`,
  };
}

/** What the newest scans found, for the regions that the viewer may see. */
export function createHotspots({ warehouse, clock }: HotspotsDeps) {
  return {
    async page({ weeks, measure, asOf }: HotspotQuery, viewer: Viewer): Promise<HotspotPage> {
      const knownAt = asOf === undefined ? clock.now() : startOfDay(addDays(asOf, 1));
      const scan = await warehouse.newest(measure, weeks, knownAt);
      const frame = { weeks, measure, measureName: measures[measure].name };
      if (scan === null) return { ...frame, scan: null, clusters: [], regions: [] };
      const { from, through, judgedAt, cases, significance, replicates, abstained } = scan;
      const seen = scan.regions.filter(({ region }) => maySee(viewer, region));
      // A cluster tells of all its members, so it is told to those who may see each of them.
      const clusters = scan.clusters.filter(({ members }) =>
        members.every(({ region }) => maySee(viewer, region)),
      );
      return {
        ...frame,
        scan: {
          from,
          through,
          scannedAt: judgedAt.toISOString(),
          cases,
          significance,
          replicates,
          abstained: abstained === null ? null : { reason: abstained, detail: abstentionTexts[abstained] },
        },
        clusters: clusters.map((cluster, index) => ({
          ...cluster,
          rank: index + 1,
          members: cluster.members.map((member) => ({ ...member, name: nameOf(member.region) })),
          significant: cluster.p <= significance,
          sentence: clusterSentence(scan, cluster),
        })),
        regions: seen.map(({ region, observed }) => ({
          region,
          name: nameOf(region),
          observed,
          centre: findRegion(region)?.centre ?? null,
        })),
      };
    },
  };
}
export type Hotspots = ReturnType<typeof createHotspots>;
