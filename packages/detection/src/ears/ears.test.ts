import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ears, type EarsControl, type EarsMethod } from './ears.js';

interface ReferenceRun {
  readonly control: EarsControl;
  /** 1-based, inclusive. */
  readonly range: readonly [number, number];
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly (0 | 1 | null)[];
}

interface ReferenceSeries {
  readonly id: string;
  readonly observed: readonly (number | null)[];
  readonly other?: Readonly<Record<string, ReferenceRun>>;
}

const referenceFolder = new URL('../../../../../shared/reference/detection/', import.meta.url);
const TOLERANCE = 1e-8;

function referenceOf(file: string): readonly ReferenceSeries[] {
  return JSON.parse(readFileSync(new URL(file, referenceFolder), 'utf8')) as ReferenceSeries[];
}

/** Every point at which the project's result is not the reference's. */
function differences({ id, observed }: ReferenceSeries, name: string, run: ReferenceRun): string[] {
  const result = ears(observed, run.control);
  return run.upperbound.flatMap((wanted, step) => {
    const at = run.range[0] - 1 + step;
    const bound = result.upperbound[at];
    const alarm = result.alarm[at];
    const sameBound =
      wanted === null || bound === null || bound === undefined
        ? wanted === bound
        : Math.abs(bound - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
    const wantedAlarm = run.alarm[step];
    const sameAlarm = alarm === (wantedAlarm === null ? null : wantedAlarm === 1);
    return sameBound && sameAlarm
      ? []
      : [`${id} ${name} ${at + 1}: ${bound} ${alarm}, reference ${wanted} ${wantedAlarm}`];
  });
}

describe('ears equals the R package surveillance', () => {
  it.each([
    ['real_series.json', 17, 26_707],
    ['sim_series.json', 60, 89_836],
  ])('on %s: every bound and alarm of %d series', (file, seriesCount, pointCount) => {
    const runs = referenceOf(file).map((series) => ({
      series,
      runs: Object.entries(series.other ?? {}).filter(([name]) => name.startsWith('ears')),
    }));
    expect(runs.filter((each) => each.runs.length > 0)).toHaveLength(seriesCount);
    expect(runs.flatMap((each) => each.runs.flatMap(([, run]) => run.upperbound))).toHaveLength(pointCount);
    const wrong = runs.flatMap((each) =>
      each.runs.flatMap(([name, run]) => differences(each.series, name, run)),
    );
    expect(wrong.slice(0, 10)).toEqual([]);
  });
});

const flat = Array.from({ length: 12 }, () => 3);

describe('ears', () => {
  it.each<[string, EarsMethod, number]>([
    ['C1 judges from the 8th period', 'C1', 7],
    ['C2 judges from the 10th period', 'C2', 9],
    ['C3 judges from the 12th period', 'C3', 11],
  ])('%s', (_, method, first) => {
    const { upperbound } = ears([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2], { method });
    expect(upperbound.findIndex((bound) => bound !== null)).toBe(first);
  });

  it('alarms on the smallest rise over a flat baseline', () => {
    expect(ears([...flat, 4], { method: 'C1' }).alarm.at(-1)).toBe(true);
  });

  it('does not alarm on a small rise when sigma has a floor', () => {
    expect(ears([...flat, 4], { method: 'C1', minSigma: 1 }).alarm.at(-1)).toBe(false);
  });

  it('says nothing about a period that is itself missing', () => {
    const { upperbound, alarm } = ears([...flat, null], { method: 'C1', minSigma: 1 });
    expect(alarm.at(-1)).toBeNull();
    expect(upperbound.at(-1)).not.toBeNull();
  });

  it('says nothing after a gap until the baseline is whole again', () => {
    const counts = [1, 2, 3, null, 1, 2, 3, 1, 2, 3, 1, 2, 9];
    const { alarm } = ears(counts, { method: 'C1' });
    expect(alarm.map((each) => each !== null)).toEqual(counts.map((_, at) => at >= 11));
  });

  it('C3 says nothing where an earlier score is 0/0', () => {
    expect(ears([...flat, 4], { method: 'C3' }).upperbound.at(-1)).toBeNull();
  });

  it.each<[string, (number | null)[], EarsMethod, object]>([
    [
      'C1 says what it expects, and how far the count is from its bound',
      [2, 4, 3, 3, 2, 4, 3, 6],
      'C1',
      { expected: 3, alarm: true, abstained: null, observed: 6 },
    ],
    [
      'a flat baseline has a bound but no p-value',
      [...flat, 4],
      'C1',
      { pValue: null, score: 2, alarm: true },
    ],
    ['a short series is too short', [1, 2, 3], 'C2', { abstained: 'too-short' }],
    ['a gap in the baseline is named', [1, 2, null, 3, 4, 5, 6, 7], 'C1', { abstained: 'gaps-in-baseline' }],
    [
      'a missing period is named, and its bound stays',
      [...flat, null],
      'C1',
      { abstained: 'missing', upperbound: 3 },
    ],
    ['C3 names a baseline without spread', [...flat, 4], 'C3', { abstained: 'no-dispersion' }],
    [
      'C3 names a gap before its baseline',
      [null, ...flat.slice(1), 4, 5].slice(0, 12),
      'C3',
      { abstained: 'gaps-in-baseline' },
    ],
  ])('%s', (_, counts, each, wanted) => {
    expect(ears(counts, { method: each }).judgements.at(-1)).toMatchObject(wanted);
  });

  it('scores above 1 exactly where it alarms, and its chance is below alpha there', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 14, maxLength: 40 }), method, (counts, each) => {
        const { judgements } = ears(counts, { method: each, alpha: 0.01, minSigma: 0.5 });
        const wrong = judgements.filter(
          ({ score, alarm, pValue }) =>
            score !== null &&
            pValue !== null &&
            Math.abs(pValue / 0.01 - 1) > 1e-9 &&
            (alarm !== score > 1 || (alarm && pValue > 0.01)),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it.each<[string, EarsControl]>([
    ['a baseline of one period', { method: 'C1', baseline: 1 }],
    ['a broken baseline', { method: 'C1', baseline: 7.5 }],
    ['a negative floor', { method: 'C1', minSigma: -1 }],
    ['alpha 0', { method: 'C1', alpha: 0 }],
    ['alpha 1', { method: 'C1', alpha: 1 }],
  ])('refuses %s', (_, control) => {
    expect(() => ears(flat, control)).toThrow(RangeError);
  });

  it.each([Number.NaN, Infinity])('refuses the count %d', (count) => {
    expect(() => ears([1, count], { method: 'C1' })).toThrow(RangeError);
  });

  const count = fc.option(fc.nat(50), { freq: 8 });
  const method = fc.constantFrom<EarsMethod>('C1', 'C2', 'C3');

  it('never lets a later count change an earlier verdict', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 60 }), count, method, (counts, later, each) => {
        const before = ears(counts, { method: each });
        const after = ears([...counts, later], { method: each });
        expect(after.upperbound.slice(0, counts.length)).toEqual(before.upperbound);
        expect(after.alarm.slice(0, counts.length)).toEqual(before.alarm);
      }),
    );
  });

  it('never alarms for C1 and C2 at or below the mean of the baseline', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 9, maxLength: 9 }), (counts) => {
        const mean = counts.slice(0, 7).reduce((sum, each) => sum + each, 0) / 7;
        const lowest = Math.floor(mean);
        expect(ears([...counts.slice(0, 7), lowest], { method: 'C1' }).alarm.at(-1)).toBe(false);
        expect(ears([...counts, lowest], { method: 'C2' }).alarm.at(-1)).toBe(false);
      }),
    );
  });
});
