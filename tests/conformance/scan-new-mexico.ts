import { readFileSync } from 'node:fs';
import { indirectlyStandardised, personTime } from '@miaotou/detection';
import type { Census, Point } from '@miaotou/detection';

const folder = new URL('../../../shared/data/scan/', import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const rowsOf = (file: string): string[][] =>
  text(file)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells.length > 1);

/** Days since 1970 of a day of the calendar. */
const dayOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / 86_400_000;

/** The settings of the study's own file that shape its windows. */
export interface Settings {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  /** Years of the longest window. */
  readonly longest: number;
  readonly replicates: number;
}

/** Reads the settings, and refuses those that the study is not computed for. */
function settings(of: ReadonlyMap<string, string>): Settings {
  const demanded: Readonly<Record<string, string>> = {
    AnalysisType: '3',
    ModelType: '0',
    ScanAreas: '1',
    PrecisionCaseTimes: '1',
    TimeAggregationUnits: '1',
    TimeAggregationLength: '1',
    CoordinatesType: '1',
    IncludePurelyTemporal: 'n',
    IncludePurelySpatial: 'n',
    MinimumTemporalClusterSize: '1',
    MinimumCasesInHighRateClusters: '2',
    MaxTemporalSizeInterpretation: '0',
    SpatialWindowShapeType: '0',
    UseAdjustmentsByRRFile: 'n',
  };
  for (const [name, value] of Object.entries(demanded)) {
    if (of.get(name) !== value) throw new Error(`the study asks for ${name}=${of.get(name)}`);
  }
  const year = (name: string): number => Number(of.get(name)?.slice(0, 4));
  const [from, to] = [year('StartDate'), year('EndDate')];
  return {
    from,
    to,
    share: Number(of.get('MaxSpatialSizeInPopulationAtRisk')) / 100,
    longest: Math.floor(((to - from + 1) * Number(of.get('MaxTemporalSize'))) / 100),
    replicates: Number(of.get('MonteCarloReps')),
  };
}

/** Brain cancer in New Mexico, counties by years, with what age and sex let expect. */
export interface Study extends Settings {
  readonly names: readonly string[];
  readonly points: readonly Point[];
  readonly counts: readonly (readonly number[])[];
  readonly baseline: readonly (readonly number[])[];
}

export function newMexico(): Study {
  const lines = text('NewMexicoSpaceTimePoisson.prm').split(/\r?\n/);
  const asked = settings(new Map(lines.flatMap((line) => (/^\w.*=/.test(line) ? [splitOnce(line)] : []))));
  const places = rowsOf('nm.geo').map(([name = '', lat, lon]) => ({
    name,
    point: { x: Number(lon), y: Number(lat) },
  }));
  const at = new Map(places.map(({ name }, place) => [name.toLowerCase(), place]));
  const placeOf = (name = ''): number => at.get(name.toLowerCase()) ?? -1;
  const years = asked.to - asked.from + 1;
  const counts = places.map(() => Array<number>(years).fill(0));
  const casesOf = new Map<string, number>();
  for (const [name, number, year, ...group] of rowsOf('nm.cas')) {
    const row = counts[placeOf(name)] ?? [];
    const column = Number(year) - asked.from;
    row[column] = (row[column] ?? 0) + Number(number);
    const key = group.join();
    casesOf.set(key, (casesOf.get(key) ?? 0) + Number(number));
  }
  const censuses = new Map<string, Census[][]>();
  for (const [name, year, people, ...group] of rowsOf('nm.pop')) {
    const key = group.join();
    const ofGroup = censuses.get(key) ?? places.map(() => []);
    censuses.set(key, ofGroup);
    // A census that names a year alone was taken in its middle.
    ofGroup[placeOf(name)]?.push({ day: dayOf(1900 + Number(year), 7, 1), people: Number(people) });
  }
  const bounds = Array.from({ length: years + 1 }, (_, year) => dayOf(asked.from + year, 1, 1));
  const baseline = indirectlyStandardised(
    [...censuses].map(([key, ofPlaces]) => ({
      cases: casesOf.get(key) ?? 0,
      personTime: ofPlaces.map((each) =>
        personTime(
          each.toSorted((a, b) => a.day - b.day),
          bounds,
        ),
      ),
    })),
  );
  return {
    ...asked,
    names: places.map(({ name }) => name),
    points: places.map(({ point }) => point),
    counts,
    baseline,
  };
}

const splitOnce = (line: string): [string, string] => {
  const [name = '', ...rest] = line.trim().split('=');
  return [name, rest.join('=')];
};
