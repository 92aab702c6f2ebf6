import {
  ScanInputSchema,
  scanKinds,
  type ScanCluster,
  type ScanInput,
  type ScanOutput,
} from '@miaotou/contracts';
import {
  greatCircleDistance,
  permutationScan,
  spaceTimeScan,
  spatialScan,
  type Cluster,
  type ScanControl,
  type ScanPlaces,
  type ScanResult,
} from '@miaotou/detection';
import { z } from 'zod';
import { PermanentError, refuse } from '../shared/index.js';

/** A refusal that names the key at fault. */
const refuseKey = (key: string, zh: string, en: string): PermanentError =>
  new PermanentError('invalid', 'scan-input', { zh: `${key}：${zh}`, en: `${key}: ${en}` }, { field: key });

function parsed(value: unknown): ScanInput {
  const input = ScanInputSchema.safeParse(value);
  if (input.success) return input.data;
  const [issue] = input.error.issues;
  const key = issue?.path.join('.') ?? '';
  if (!z.looseObject({ kind: z.enum(scanKinds) }).safeParse(value).success) {
    const known = scanKinds.join(', ');
    throw refuseKey('kind', `须为 ${known} 之一`, `must be one of ${known}`);
  }
  throw refuseKey(key, `此处的值不能用（${issue?.message ?? ''}）`, issue?.message ?? 'cannot be used');
}

function placesOf({ xy, lat, lon, earthRadiusKm }: ScanInput): ScanPlaces {
  if (xy !== undefined) return { points: xy.map(([x, y]) => ({ x, y })) };
  if (lat === undefined || lon === undefined) {
    throw refuseKey('xy', '须有 xy，或 lat 和 lon', 'there must be xy, or lat and lon');
  }
  if (lat.length !== lon.length) {
    throw refuseKey('lon', `与 lat 个数不同：${lat.length}`, `not as many as lat: ${lat.length}`);
  }
  return {
    points: lat.map((y, place) => ({ x: lon[place] ?? 0, y })),
    distance: greatCircleDistance(earthRadiusKm),
  };
}

function demandLength(key: string, got: number, wanted: number): void {
  if (got === wanted) return;
  throw refuseKey(key, `应有 ${wanted} 项，实有 ${got} 项`, `${wanted} items are needed, got ${got}`);
}

function demandGrid(key: string, rows: readonly (readonly number[])[], places: number, days: number): void {
  demandLength(key, rows.length, places);
  rows.forEach((row, place) => demandLength(`${key}.${place}`, row.length, days));
}

/** Cases where none are expected would be infinitely unlikely: the expectation is wrong, not the place. */
function demandExpected(key: string, cases: readonly number[], expected: readonly number[]): void {
  const at = cases.findIndex((each, index) => each > 0 && !((expected[index] ?? 0) > 0));
  if (at === -1) return;
  throw refuseKey(`${key}.${at}`, '为 0，却有病例数', 'is 0 where there are cases');
}

function demandLengths(input: ScanInput, places: number): void {
  if (places === 0) throw refuseKey('xy', '没有地点', 'there are no places');
  if (input.population !== undefined) demandLength('population', input.population.length, places);
  if (input.kind === 'spatial-poisson') {
    demandLength('cases', input.cases.length, places);
    if (input.expected !== undefined) demandLength('expected', input.expected.length, places);
    const key = input.expected === undefined ? 'population' : 'expected';
    demandExpected(key, input.cases, input.expected ?? input.population);
    return;
  }
  const days = input.counts[0]?.length ?? 0;
  demandGrid('counts', input.counts, places, days);
  if (input.maxDays > days) {
    throw refuseKey('maxDays', `超过数据的 ${days} 天`, `is more than the ${days} days of the counts`);
  }
  if (input.kind === 'space-time-poisson') {
    demandGrid('baseline', input.baseline, places, days);
    const { baseline } = input;
    input.counts.forEach((row, place) => demandExpected(`baseline.${place}`, row, baseline[place] ?? []));
  }
}

function controlOf(input: ScanInput): ScanControl {
  const { rmax, rmax_km, maxPopFraction, minCases, stopAfter, replicates, seed, maxClusters } = input;
  const radius = input.xy === undefined ? (rmax_km ?? rmax) : (rmax ?? rmax_km);
  return {
    replicates,
    seed,
    most: maxClusters,
    ...(radius === undefined ? {} : { radius }),
    ...(maxPopFraction === undefined ? {} : { share: maxPopFraction }),
    ...(minCases === undefined ? {} : { fewest: minCases }),
    ...(stopAfter === undefined ? {} : { stopAfter }),
  };
}

function scan(input: ScanInput, places: ScanPlaces): ScanResult {
  const control = controlOf(input);
  if (input.kind === 'spatial-poisson') return spatialScan({ ...places, ...input }, control);
  const timed = { ...control, longest: input.maxDays, time: input.time };
  return input.kind === 'space-time-poisson'
    ? spaceTimeScan({ ...places, ...input }, timed)
    : permutationScan({ ...places, ...input }, timed);
}

function told(cluster: Cluster, timed: boolean): ScanCluster {
  const { llr, places, cases, expected, relativeRisk, p, replicates, centre, radius, from, to } = cluster;
  return {
    llr,
    ids: places.map((place) => place + 1),
    cases,
    expected,
    relativeRisk,
    p,
    replicates,
    centre: centre + 1,
    radius,
    ...(timed ? { days: to - from + 1, from: from + 1, to: to + 1 } : {}),
  };
}

/**
 * The scan that a file asks for. Throws PermanentError, in both languages and with the key, for a file that cannot be
 * scanned.
 */
export function scanFile(value: unknown): ScanOutput {
  const input = parsed(value);
  const places = placesOf(input);
  demandLengths(input, places.points.length);
  let result: ScanResult;
  try {
    result = scan(input, places);
  } catch (error) {
    // What is left for the statistics to refuse is a size: too many windows or cases.
    if (!(error instanceof RangeError)) throw error;
    throw refuse('invalid', 'scan-size', `不能扫描：${error.message}`, `cannot be scanned: ${error.message}`);
  }
  const [likeliest, ...secondary] = result.clusters.map((each) =>
    told(each, input.kind !== 'spatial-poisson'),
  );
  if (likeliest !== undefined) return { ...likeliest, secondary };
  const nothing = { llr: 0, ids: [], cases: 0, expected: 0, relativeRisk: null, p: 1, replicates: 0 };
  return { ...nothing, centre: null, radius: 0, secondary: [] };
}
