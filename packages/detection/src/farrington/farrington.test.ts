import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesError, type CountSeries } from '../series/index.js';
import { farrington, farringtonFlexible, recommendedFlexible, type FlexibleControl } from './index.js';

// Equality with the reference is tested in tests/conformance; here is what the reference does not say.

const weeks = 7 * 52;
const yearly = (at: number): number => Math.round(6 + 4 * Math.cos((2 * Math.PI * at) / 52) + ((at * 7) % 5));
const seriesOf = (change: (at: number) => number | null = yearly, length = weeks): CountSeries => ({
  observed: Array.from({ length }, (_, at) => change(at)),
  frequency: 52,
  start: [2018, 1],
});
const last = [weeks - 1, weeks - 1] as const;

describe('farringtonFlexible judges', () => {
  it.each<[string, CountSeries, object]>([
    ['a usual week', seriesOf(), { alarm: false, abstained: null, observed: yearly(weeks - 1) }],
    ['a leap', seriesOf((at) => (at === weeks - 1 ? 60 : yearly(at))), { alarm: true, abstained: null }],
    [
      'a week that is missing',
      seriesOf((at) => (at === weeks - 1 ? null : yearly(at))),
      { alarm: null, abstained: 'missing', observed: null },
    ],
    [
      'a week after a gap, whose cases of the last weeks are not known',
      seriesOf((at) => (at === weeks - 3 ? null : yearly(at))),
      { alarm: null, abstained: 'gaps-in-baseline' },
    ],
    [
      'too short a history',
      seriesOf(yearly, 200),
      { alarm: null, abstained: 'too-short', expected: null, upperbound: null },
    ],
    ['too few cases', seriesOf((at) => (at % 40 === 0 ? 1 : 0)), { alarm: null, abstained: 'too-few-cases' }],
    [
      'a baseline of gaps',
      seriesOf((at) => (at > weeks - 5 ? 3 : null)),
      { alarm: null, abstained: 'gaps-in-baseline' },
    ],
  ])('%s', (_, series, wanted) => {
    const at = series.observed.length - 1;
    const { judgements } = farringtonFlexible(series, [at, at], recommendedFlexible);
    expect(judgements).toEqual([expect.objectContaining({ at, ...wanted })]);
  });

  it('a past outbreak weighs little, where reweighting is not switched off', () => {
    const outbreak = seriesOf((at) => (at > 220 && at < 225 ? 500 : yearly(at)));
    const of = (reweight: boolean): number =>
      farringtonFlexible(outbreak, last, { ...recommendedFlexible, reweight }).upperbound[0] ?? 0;
    expect(of(true)).toBeGreaterThan(0);
    expect(of(true)).toBeLessThan(0.7 * of(false));
  });

  it('the score is 0 at what is expected, and above 1 exactly where there is an alarm', () => {
    const leaps = Array.from({ length: 25 }, (_, count) => {
      const series = seriesOf((at) => (at === weeks - 1 ? count : yearly(at)));
      return farringtonFlexible(series, last, recommendedFlexible).judgements[0];
    });
    for (const each of leaps) expect((each?.score ?? 0) > 1).toBe(each?.alarm);
    const [first] = leaps;
    expect((first?.score ?? 0) * ((first?.upperbound ?? 0) - (first?.expected ?? 0))).toBeCloseTo(
      -(first?.expected ?? 0),
      9,
    );
  });

  it('a population twice as large expects twice as many', () => {
    const series = seriesOf();
    const of = (now: number) =>
      farringtonFlexible(
        { ...series, population: series.observed.map((_, at) => (at === weeks - 1 ? now : 1)) },
        last,
        { ...recommendedFlexible, populationOffset: true, trend: false },
      ).expected[0] ?? 0;
    expect(of(2)).toBeCloseTo(2 * of(1), 9);
  });

  const count = fc.oneof(fc.nat(30), fc.nat(3), fc.constant(null), fc.constant(0), fc.nat(2_000_000));
  it('no series makes a number that is none, and the past alone decides the bound', () => {
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 300, maxLength: 300 }),
        fc.constantFrom('delta', 'nbPlugin', 'muan'),
        fc.nat(100),
        (observed, thresholdMethod, other) => {
          const control: FlexibleControl = { ...recommendedFlexible, thresholdMethod, limit54: [0, 1] };
          const series: CountSeries = { observed, frequency: 52, start: [2018, 1] };
          const { judgements } = farringtonFlexible(series, [296, 298], control);
          const numbers = judgements.flatMap(({ expected, upperbound, score, pValue }) =>
            [expected, upperbound, score, pValue].filter((value) => value !== null),
          );
          expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
          const changed = { ...series, observed: [...observed.slice(0, 299), other] };
          expect(farringtonFlexible(changed, [296, 298], control).judgements).toEqual(judgements);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, FlexibleControl]>([
    ['alpha 0', { alpha: 0 }],
    ['no years', { b: 0 }],
    ['half a week', { w: 0.5 }],
    ['more groups than weeks', { noPeriods: 50 }],
    ['a negative threshold of weights', { weightsThreshold: -1 }],
    ['limit54 of no periods', { limit54: [5, 0] }],
  ])('%s is refused', (_, control) => {
    expect(() => farringtonFlexible(seriesOf(), last, control)).toThrow(RangeError);
  });

  it.each<[string, Partial<CountSeries>, Partial<SeriesError>]>([
    ['a negative count', { observed: [1, -2] }, { fault: 'count-negative', index: 1 }],
    ['a broken count', { observed: [Number.NaN] }, { fault: 'count-not-a-number', index: 0 }],
    ['a population of 0', { population: Array.from({ length: weeks }, () => 0) }, { index: 0 }],
    ['dates of another length', { dates: ['2018-01-01'] }, { fault: 'dates-length', index: null }],
  ])('%s is told with its place', (_, wrong, wanted) => {
    expect(() => farringtonFlexible({ ...seriesOf(), ...wrong }, last)).toThrow(
      expect.objectContaining(wanted),
    );
  });
});

describe('farrington judges', () => {
  it.each<[string, CountSeries, object]>([
    ['a leap', seriesOf((at) => (at === weeks - 1 ? 60 : yearly(at))), { alarm: true, abstained: null }],
    ['too short a history', seriesOf(yearly, 20), { alarm: null, abstained: 'too-short' }],
    [
      'too few cases: the bound of 0 is no bound',
      seriesOf((at) => (at % 50 === 0 ? 1 : 0)),
      { alarm: null, abstained: 'too-few-cases', upperbound: null },
    ],
    [
      'past weeks with gaps by those that there are',
      seriesOf((at) => (at % 52 === 51 && at < 200 ? null : yearly(at))),
      { alarm: false, abstained: null },
    ],
  ])('%s', (_, series, wanted) => {
    const at = series.observed.length - 1;
    const { judgements } = farrington(series, [at, at]);
    expect(judgements).toEqual([expect.objectContaining({ at, ...wanted })]);
  });
});
