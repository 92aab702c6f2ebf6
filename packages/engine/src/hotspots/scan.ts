import { createHash } from 'node:crypto';
import { hotspotWeeks } from '@miaotou/contracts';
import type { DetectionMeasure, HotspotWeeks } from '@miaotou/contracts';
import { addDays, huilaiUnits } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { gapOf, lastCovered, lastOver, periodsFrom } from '../detections/index.js';
import type { MeasureCoverage, SeriesReader, SparseSeries } from '../detections/index.js';
import type { HotspotsWarehouse, Scan, Scanner } from './ports.js';

/** Measures that are scanned: of people many come at once, which a scan of cases would take for a cluster. */
export const scannedMeasures = [
  'complaints',
  'petitions',
  'cases',
  'opinion',
  'collective',
] as const satisfies readonly DetectionMeasure[];

/** Days that the last weeks are compared with, themselves included. */
const historyDays = 364;
const farBehindDays = 45;
const replicates = 999;
const significance = 0.05;
const most = 5;
/** The same for every scan, so that the same cases give the same chance. */
const seed = 20_170_401;

const places = huilaiUnits.flatMap(({ code, centre }) =>
  centre === null ? [] : { id: code, x: centre.lon, y: centre.lat },
);

/** Every place by day; null where the sources did not tell of the day. */
function casesOf(
  days: readonly Day[],
  towns: readonly SparseSeries[],
  coverage: MeasureCoverage,
): (number | null)[][] {
  const told = days.map((day) => gapOf('daily', day, coverage) === null);
  const byTown = new Map(towns.map((town) => [town.subject, town.counts]));
  return places.map(({ id }) => {
    const counts = byTown.get(id);
    return days.map((day, index) => (told[index] === true ? (counts?.get(day) ?? 0) : null));
  });
}

const totalOf = (counts: readonly (number | null)[]): number =>
  counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);

interface Scanning {
  readonly warehouse: HotspotsWarehouse;
  readonly scanner: Scanner;
  readonly reader: SeriesReader;
  readonly coverages: ReadonlyMap<DetectionMeasure, MeasureCoverage | null>;
  readonly knownAt: Date;
  readonly judgedAt: Date;
  readonly runId: string;
  readonly full: boolean;
  readonly signal: AbortSignal;
}

async function scanOf(
  run: Scanning,
  measure: DetectionMeasure,
  weeks: HotspotWeeks,
  days: readonly Day[],
  cases: readonly (readonly (number | null)[])[],
  behind: boolean,
): Promise<Scan | null> {
  const through = days.at(-1) ?? '';
  const span = weeks * 7;
  const said = JSON.stringify([weeks, replicates, seed, days[0], through, behind, behind ? [] : cases]);
  const fingerprint = createHash('sha256').update(said).digest('base64url').slice(0, 22);
  const before = await run.warehouse.newest(measure, weeks, run.knownAt);
  if (!run.full && before?.fingerprint === fingerprint) return null;
  const frame = {
    measure,
    weeks,
    from: addDays(through, 1 - span),
    through,
    cases: cases.reduce((sum, row) => sum + totalOf(row), 0),
    replicates,
    significance,
    regions: places.map(({ id }, index) => ({
      region: id,
      observed: totalOf((cases[index] ?? []).slice(-span)),
    })),
    fingerprint,
  };
  if (behind) return { ...frame, abstained: 'source-behind', clusters: [] };
  const input = { places, cases, days: span, replicates, seed, most };
  const { hotspots, abstained } = await run.scanner.scan(input, run.signal);
  return {
    ...frame,
    abstained: abstained === null ? null : abstained === 'source-behind' ? abstained : 'too-few-cases',
    clusters: hotspots.map(({ members, firstDay, observed, expected, relativeRisk, p }) => ({
      // A town without a case all year lies in the circle and tells nothing.
      members: members
        .filter((member) => member.observed > 0 || member.expected > 0)
        .map(({ id, ...counts }) => ({ region: id, ...counts })),
      since: days[firstDay] ?? through,
      observed,
      expected,
      relativeRisk,
      p,
    })),
  };
}

/** Looks for hotspots of every measure over the last weeks, and keeps the scans whose cases changed; gives how many. */
export async function scanHotspots(run: Scanning): Promise<number> {
  let kept = 0;
  for (const measure of scannedMeasures) {
    const coverage = run.coverages.get(measure) ?? null;
    const covered = lastCovered('daily', run.knownAt, coverage);
    if (coverage === null || covered === null) continue;
    const over = lastOver('daily', run.knownAt);
    const behind = addDays(covered, farBehindDays) < over;
    const first = addDays(covered, 1 - historyDays);
    const days = periodsFrom('daily', first > coverage.from ? first : coverage.from, covered);
    const cases = casesOf(days, await run.reader.towns(measure, days[0] ?? covered), coverage);
    for (const weeks of hotspotWeeks) {
      const scan = await scanOf(run, measure, weeks, days, cases, behind);
      if (scan === null) continue;
      await run.warehouse.append(scan, run);
      kept += 1;
    }
  }
  return kept;
}
