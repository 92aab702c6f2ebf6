import { createRandom, detectUnusual } from '@miaotou/detection';
import { addDays, festivalDays } from '@miaotou/domain';
import { describe, expect, it } from 'vitest';
import { seasonOfWeek } from './seasons.js';

const weeks: string[] = [];
for (let week = '2018-01-01'; week < '2026-01-01'; week = addDays(week, 7)) weeks.push(week);
const from = weeks.findIndex((week) => week >= '2022-01-01');
const judgedYears = 4;
const many = 8;

/** Counts that rise in the month before Spring Festival and fall away after it, whichever week that is. */
function lunar(seed: number): number[] {
  const random = createRandom(seed);
  return weeks.map((week) => {
    const before = festivalDays(week, 7, -28, -3) / 7;
    const after = festivalDays(week, 7, 0, 12) / 7;
    const mean = 6 * Math.exp(1.1 * before - 1.2 * after);
    return random.negativeBinomial(mean, mean / 0.4);
  });
}

/** Alarms a year of one series in which nothing but the season happens. */
function falseAlarms(covariates: readonly (readonly number[])[]): number {
  let alarms = 0;
  for (let seed = 1; seed <= many; seed += 1) {
    const series = { observed: lunar(seed), dates: weeks, frequency: 52, start: [2018, 1] as const };
    const judged = detectUnusual(series, [from, weeks.length - 1], { alpha: 0.005, covariates });
    alarms += judged.filter(({ alarm }) => alarm === true).length;
  }
  return alarms / many / judgedYears;
}

describe('a season that moves with the moon', () => {
  it('raises about as few alarms as the chance set for it allows, and far more where it is not known', () => {
    const columns = [0, 1, 2].map((column) => weeks.map((week) => seasonOfWeek(week)[column] ?? 0));
    const known = falseAlarms(columns);
    expect(known).toBeLessThan(0.5);
    expect(falseAlarms([])).toBeGreaterThan(2 * known);
  });

  it.each([
    ['the week before the festival of 2026', '2026-02-09', [1, 0, 1 / 7]],
    ['the week of it', '2026-02-16', [1 / 7, 6 / 7, 1]],
    ['a week of June', '2026-06-01', [0, 0, 0]],
    ['National Day', '2026-10-05', [0, 0, 3 / 7]],
  ])('%s', (_, week, season) => {
    expect(seasonOfWeek(week)).toEqual(season);
  });
});
