import { startOfDay } from '@miaotou/domain';
import { describe, expect, it } from 'vitest';
import type { Gap } from '../deliveries/index.js';
import { coverageOf, gapOf, lastCovered } from './coverage.js';
import type { ToldSpan } from './ports.js';
import { denseWeeks, weeklyPlan } from './weekly.js';

const span = (layout: string, from: string, through: string): ToldSpan => ({
  source: 'complaints',
  layout,
  from,
  through,
  kinds: ['complaint'],
});
const spans = [span('hotline', '2024-01-01', '2026-11-22'), span('inspection', '2024-06-01', '2026-10-31')];
const gaps = (list: readonly Gap[]) => ({ of: () => list.map((gap) => ({ ...gap, layout: 'hotline' })) });
const known = (list: readonly Gap[] = []) => coverageOf('complaints', spans, gaps(list), '2026-11-23');

describe('what the sources of a measure cover together', () => {
  it.each<[string, readonly ToldSpan[], string | null, string | null]>([
    ['the latest beginning and the earliest end', spans, '2024-06-01', '2026-10-31'],
    [
      'a layout that fell silent long ago is not waited for',
      [spans[0], span('old', '2020-01-01', '2024-12-31')].flatMap((one) => one ?? []),
      '2024-01-01',
      '2026-11-22',
    ],
    ['nothing where no source tells of it', [], null, null],
  ])('%s', (_, told, from, through) => {
    const covered = coverageOf('complaints', told, gaps([]), '2026-11-23');
    expect([covered?.from ?? null, covered?.through ?? null]).toEqual([from, through]);
  });

  it.each([
    ['a whole week', '2026-10-19', null],
    ['a week that ends after the last day told of', '2026-10-26', 'not-covered'],
    ['a week before the first day', '2024-05-27', 'not-covered'],
    ['a week that touches a period left out', '2025-03-31', 'left-out'],
  ])('%s', (_, week, gap) => {
    expect(gapOf('weekly', week, known([{ from: '2025-03-01', through: '2025-03-31' }]))).toBe(gap);
  });

  it('ends with the last whole week and the last day', () => {
    const moment = startOfDay('2026-11-23');
    expect(lastCovered('weekly', moment, known())).toBe('2026-10-19');
    expect(lastCovered('daily', moment, known())).toBe('2026-10-31');
    expect(lastCovered('weekly', moment, null)).toBeNull();
  });
});

describe('the weeks of a series', () => {
  const moment = startOfDay('2026-11-23');

  it('are zero where the week was told of without any, and a gap where it was not', () => {
    const plan = weeklyPlan(known([{ from: '2026-10-01', through: '2026-10-11' }]), moment);
    expect(plan?.judged).toEqual(['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19']);
    const counts =
      plan === null
        ? []
        : denseWeeks(
            plan,
            new Map([
              ['2026-10-12', 4],
              ['2026-10-05', 9],
            ]),
          );
    expect(counts.slice(-5)).toEqual([0, null, null, 4, 0]);
  });

  it('are not judged where a source is far behind, which is said of the last week that is over', () => {
    const plan = weeklyPlan(known(), startOfDay('2027-03-01'));
    expect([plan?.behind, plan?.judged]).toEqual([true, ['2027-02-22']]);
  });
});
