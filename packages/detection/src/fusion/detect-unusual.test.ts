import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparseEvidence } from '../evidence/index.js';
import { createRandom } from '../random/index.js';
import type { CountSeries, Judgement } from '../series/index.js';
import { detectUnusual } from './index.js';
import type { UnusualControl } from './index.js';

const weekly = (observed: readonly (number | null)[], more: Partial<CountSeries> = {}): CountSeries => ({
  observed,
  frequency: 52,
  start: [2020, 1],
  ...more,
});

/** Counts around `mean`, with a wave of the year where one is given. */
function noise(length: number, mean: (at: number) => number, seed = 11): number[] {
  const random = createRandom(seed);
  return Array.from({ length }, (_, at) => random.negativeBinomial(mean(at), mean(at) / 0.5));
}

const seasonal = (at: number): number => 10 * Math.exp(0.8 * Math.cos((2 * Math.PI * at) / 52));

function last(series: CountSeries, control: UnusualControl = {}): Judgement {
  const at = series.observed.length - 1;
  const [judged] = detectUnusual(series, [at, at], control);
  if (judged === undefined) throw new Error('a range of one period gives one judgement');
  return judged;
}

describe('detectUnusual', () => {
  it('expects the season: the same count is unusual in the quiet of summer, and not in winter', () => {
    const counts = noise(286, seasonal);
    const winter = last(weekly([...counts.slice(0, 260), 22]));
    const summer = last(weekly([...counts, 22]));
    expect(winter.expected).toBeGreaterThan(17);
    expect(summer.expected).toBeLessThan(7);
    expect([winter.alarm, summer.alarm]).toEqual([false, true]);
  });

  it('sees a rise that is too small in each of two weeks', () => {
    const counts = [...noise(260, () => 6), 6];
    const single = last(weekly([...counts, 14]));
    const double = last(weekly([...counts.slice(0, -1), 14, 14]));
    expect(single.alarm).toBe(false);
    expect(double.alarm).toBe(true);
    expect(double.upperbound).toBeLessThan(single.upperbound ?? 0);
  });

  it('does not alarm in a week that is itself quiet, whatever came before', () => {
    expect(last(weekly([...noise(260, () => 6), 60, 5])).alarm).toBe(false);
  });

  it.each<[string, number[]]>([
    ['a past outbreak', [40, 60, 30]],
    ['one value beyond all measure', [1_000_000]],
  ])('is not blinded by %s', (_, outbreak) => {
    const counts = noise(260, () => 6);
    counts.splice(120, outbreak.length, ...outbreak);
    const judged = last(weekly([...counts, 20]));
    expect(judged.expected).toBeGreaterThan(4.5);
    expect(judged.expected).toBeLessThan(8);
    expect(judged.alarm).toBe(true);
  });

  it('expects more of more people', () => {
    const population = Array.from({ length: 261 }, (_, at) => (at < 208 ? 1000 : 3000));
    const counts = noise(261, (at) => (population[at] ?? 0) / 100);
    const { expected } = last(weekly(counts, { population }));
    expect(expected).toBeGreaterThan(26);
    expect(expected).toBeLessThan(34);
  });

  it('learns from a covariate what the calendar moves', () => {
    // A festival in another week of every year, in which nothing is filed.
    const festival = Array.from({ length: 262 }, (_, at) =>
      [5, 60, 106, 163, 210, 261].includes(at) ? 1 : 0,
    );
    const counts = noise(262, (at) => (festival[at] === 1 ? 1 : 30));
    const rest = [...counts.slice(0, -1), 12];
    expect(last(weekly(rest)).expected).toBeGreaterThan(20);
    const known = last(weekly(rest), { covariates: [festival] });
    expect(known.expected).toBeLessThan(4);
    expect(known.alarm).toBe(true);
  });

  it('tells the days of the week apart', () => {
    const counts = noise(400, (at) => (at % 7 >= 5 ? 1 : 20));
    const days: CountSeries = { observed: counts, frequency: 365, start: [2025, 1] };
    const expected = detectUnusual(days, [393, 399]).map((each) => each.expected ?? 0);
    const known = Array.from({ length: 7 }, (_, step) => ((393 + step) % 7 >= 5 ? 1 : 20));
    known.forEach((mean, step) => expect(Math.abs((expected[step] ?? 0) / mean - 1)).toBeLessThan(0.5));
  });

  it('finds the season by the date where dates are given', () => {
    const counts = noise(260, seasonal);
    const dates = counts.map((_, at) => new Date(Date.UTC(2020, 0, 1 + 7 * at)).toISOString().slice(0, 10));
    const byDate = last(weekly(counts, { dates })).expected ?? 0;
    const byIndex = last(weekly(counts)).expected ?? 0;
    expect(byDate).not.toBe(byIndex);
    expect(Math.abs(byDate / byIndex - 1)).toBeLessThan(0.15);
  });

  it('holds a first case after five empty years for unusual, and says nothing of it where evidence is asked for', () => {
    const counts = [...Array.from({ length: 260 }, () => 0), 1];
    expect(last(weekly(counts)).alarm).toBe(true);
    expect(last(weekly(counts), { minimumEvidence: sparseEvidence })).toMatchObject({
      alarm: null,
      pValue: null,
      abstained: 'too-few-cases',
    });
  });

  it.each<[string, (number | null)[], string]>([
    ['a month of history', [1, 2, 3, 4, 5], 'too-short'],
    ['a history of gaps', [...Array.from({ length: 60 }, () => null), 3], 'gaps-in-baseline'],
    ['a period that is missing', [...noise(120, () => 5), null], 'missing'],
    ['counts that are none of cases', Array.from({ length: 60 }, () => 1e15), 'no-fit'],
  ])('abstains for %s', (_, counts, abstained) => {
    expect(last(weekly(counts))).toMatchObject({ alarm: null, pValue: null, score: null, abstained });
  });

  it('judges a period after a gap by its own count alone', () => {
    const counts = noise(160, () => 6);
    const judged = last(weekly([...counts, null, 18]));
    expect(judged.alarm).toBe(true);
    expect(judged.abstained).toBeNull();
  });

  it('says the same of a period, whatever follows it and wherever an old enough series begins', () => {
    const counts = noise(420, seasonal, 5);
    const [whole] = detectUnusual(weekly(counts), [400, 400]);
    const [cut] = detectUnusual(weekly(counts.slice(0, 401)), [400, 400]);
    const [late] = detectUnusual(weekly(counts.slice(104), { start: [2022, 1] }), [296, 296]);
    expect(cut).toEqual(whole);
    expect({ ...late, at: 400 }).toMatchObject({ alarm: whole?.alarm, upperbound: whole?.upperbound });
    expect(late?.pValue).toBeCloseTo(whole?.pValue ?? 0, 10);
  });

  it('alarms above its bound only, exactly where the chance is at most alpha, and shows numbers or nothing', () => {
    const count = fc.option(fc.nat(400), { freq: 12 });
    const scaled = fc
      .tuple(fc.array(count, { minLength: 40, maxLength: 140 }), fc.constantFrom(1, 20, 400))
      .map(([counts, scale]) => counts.map((each) => (each === null ? null : Math.floor(each / scale))));
    fc.assert(
      fc.property(scaled, fc.constantFrom(0.001, 0.01, 0.1), (counts, alpha) => {
        for (const judged of detectUnusual(weekly(counts), [30, counts.length - 1], { alpha })) {
          const { expected, upperbound, pValue, score, observed } = judged;
          for (const value of [expected, upperbound, pValue, score])
            expect(value === null || Number.isFinite(value)).toBe(true);
          if (judged.abstained !== null || pValue === null || observed === null) continue;
          expect(judged.alarm).toBe(observed > (upperbound ?? Infinity));
          expect(judged.alarm).toBe((score ?? 0) > 1);
          if (Math.abs(pValue / alpha - 1) > 1e-9) expect(judged.alarm).toBe(pValue <= alpha);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, CountSeries, UnusualControl]>([
    ['a negative count', weekly([1, -1]), {}],
    ['a fractional count', weekly([1, 0.5]), {}],
    ['alpha 0', weekly([1, 2]), { alpha: 0 }],
    ['no year', weekly([1, 2]), { years: 0 }],
    ['a covariate that is too short', weekly(noise(60, () => 3)), { covariates: [[1]] }],
    ['a covariate with a hole', weekly(noise(60, () => 3)), { covariates: [Array(60).fill(Number.NaN)] }],
  ])('refuses %s', (_, series, control) => {
    const at = series.observed.length - 1;
    expect(() => detectUnusual(series, [at, at], control)).toThrow(RangeError);
  });
});
