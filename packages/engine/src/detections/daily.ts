import { detectionMeasures } from '@miaotou/contracts';
import type { DetectionMeasure } from '@miaotou/contracts';
import { addDays } from '@miaotou/domain';
import type { Day } from '@miaotou/domain';
import { normalQuantile } from '@miaotou/detection';
import { gapOf, lastCovered, lastOver, periodsFrom } from './coverage.js';
import type { MeasureCoverage } from './coverage.js';
import { methods } from './methods.js';
import type { DailyJudgement, KeptDetection, PointJudgement, SeriesKey, SeriesReader } from './ports.js';

/** The newest days are judged together: a file of two weeks brings so many at once. */
const judgedDays = 14;
/** A measure told of no later than this many days ago is not judged by the day. */
const farBehindDays = 45;
/** Days that EARS looks at: the day, two before it, and the baselines of all three. */
export const lookedAt = 12;
/** Cases of a day and its baseline together, below which a day of a series is not judged. */
const minCases = 5;
/** A second case after quiet days is no outbreak. */
export const minSigma = 1;

type Coverages = ReadonlyMap<DetectionMeasure, MeasureCoverage | null>;

/** The days of a measure that are judged at a moment. */
function judgedOf(coverage: MeasureCoverage | null, asOf: Date): Day[] {
  const last = lastCovered('daily', asOf, coverage);
  if (last === null || addDays(last, farBehindDays) < lastOver('daily', asOf)) return [];
  return periodsFrom('daily', addDays(last, 1 - judgedDays), last);
}

/** The newest days of a measure that its sources told of, so many at most. */
export function daysOfSeries(coverage: MeasureCoverage | null, asOf: Date, count: number): Day[] {
  const last = lastCovered('daily', asOf, coverage);
  if (last === null || coverage === null) return [];
  const first = addDays(last, 1 - count);
  return periodsFrom('daily', first > coverage.from ? first : coverage.from, last);
}

/** Every day on which some measure is judged at a moment. */
export function daysToJudge(coverages: Coverages, asOf: Date): Day[] {
  return [...new Set([...coverages.values()].flatMap((coverage) => judgedOf(coverage, asOf)))].toSorted();
}

const keyOf = ({ measure, kind, subject }: SeriesKey): string => `${measure} ${kind} ${subject}`;

/** One day of one series as it is kept. */
function keptOf(period: Day, judgement: DailyJudgement): KeptDetection {
  const { measure, kind, subject, observed, expected, upperbound, pValue, alarm, recent } = judgement;
  const { id, version, alpha } = methods.daily;
  const judged = observed !== null && expected !== null && upperbound !== null;
  return {
    cadence: 'daily',
    measure,
    kind,
    subject,
    period,
    observed,
    expected,
    upperbound,
    score: judged && upperbound > expected ? (observed - expected) / (upperbound - expected) : null,
    pValue,
    qValue: null,
    alarm,
    abstained: judged ? null : observed === null ? 'missing' : 'gaps-in-baseline',
    recent,
    method: id,
    methodVersion: version,
    alpha,
    fingerprint: '',
  };
}

/** Whether a day and those that it is compared with hold too few cases to compare. */
export function isTooSparse(observed: readonly (number | null)[], at: number): boolean {
  const looked = observed.slice(Math.max(0, at + 1 - lookedAt), at + 1);
  return looked.reduce<number>((sum, count) => sum + (count ?? 0), 0) < minCases;
}

/** What is left of a judgement where there are too few cases; what is missing stays missing. */
export function tooSparse(judgement: PointJudgement): PointJudgement {
  const { at, observed } = judgement;
  if (observed === null) return judgement;
  const nothing = { expected: null, upperbound: null, score: null, pValue: null, alarm: null };
  return { at, observed, ...nothing, abstained: 'too-few-cases' };
}

/** A day that was judged before and has too few cases now, after a correction. */
function sparse(row: KeptDetection): KeptDetection {
  const nothing = { expected: null, upperbound: null, score: null, pValue: null, qValue: null, alarm: null };
  return { ...row, ...nothing, observed: null, abstained: 'too-few-cases', recent: [] };
}

/** Judges one day of all series with enough cases, set-wise in the warehouse. */
export async function judgeDays(
  reader: SeriesReader,
  coverages: Coverages,
  day: Day,
  asOf: Date,
  kept: readonly KeptDetection[],
  signal: AbortSignal,
): Promise<KeptDetection[]> {
  const own = detectionMeasures.filter((measure) =>
    judgedOf(coverages.get(measure) ?? null, asOf).includes(day),
  );
  const looked = periodsFrom('daily', addDays(day, 1 - lookedAt), day);
  const unknown = new Map(
    own.map((measure) => [
      measure,
      looked.filter((each) => gapOf('daily', each, coverages.get(measure) ?? null) !== null),
    ]),
  );
  const z = normalQuantile(1 - methods.daily.alpha);
  const found = await reader.daily({ today: day, measures: own, unknown, minCases, minSigma, z }, signal);
  const there = new Set(found.map(keyOf));
  const gone = kept.filter(
    (row) => row.period === day && row.abstained !== 'too-few-cases' && !there.has(keyOf(row)),
  );
  return [...found.map((judgement) => keptOf(day, judgement)), ...gone.map(sparse)];
}
