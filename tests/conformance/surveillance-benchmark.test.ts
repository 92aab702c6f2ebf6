import { describe, expect, it } from 'vitest';
import { detectors, flexible, unusual } from '../bench/surveillance-benchmark/detectors.js';
import {
  baselineFrom,
  endemicMean,
  judgedFrom,
  scenarios,
  simulate,
  weeks,
} from '../bench/surveillance-benchmark/simulate.js';
import { calibrate, Tally } from '../bench/surveillance-benchmark/tally.js';

/** The scenario of the paper with this number. */
function scenario(number: number): (typeof scenarios)[number] {
  const found = scenarios.find((each) => each.number === number);
  if (found === undefined) throw new Error(`there is no scenario ${number}`);
  return found;
}

describe('the simulation of the surveillance benchmark', () => {
  it('has the 42 scenarios of the paper in their order', () => {
    expect(scenarios.map(({ number }) => number)).toEqual(Array.from({ length: 42 }, (_, at) => at + 1));
    expect(scenario(1)).toMatchObject({ theta: 0.1, phi: 1.5, beta: 0, harmonics: 0 });
    expect(scenario(12)).toMatchObject({ theta: -2, phi: 2, beta: 0.005, harmonics: 2 });
    expect(scenario(28)).toMatchObject({ theta: 2.5, phi: 3, beta: 0.001, harmonics: 0 });
  });

  it.each([
    [2, 26, Math.exp(0.1 - 0.6)],
    [16, 100, Math.exp(1.5 + 0.3)],
    [27, 52, Math.exp(2.5 + 2)],
  ])('scenario %d expects in week %d %d cases', (number, week, mean) => {
    expect(endemicMean(scenario(number), week)).toBeCloseTo(mean, 9);
  });

  it.each([1, 10, 14, 19, 25, 31])('scenario %d has its mean and spread before any outbreak', (number) => {
    const of = scenario(number);
    let standardised = 0;
    let squared = 0;
    const runs = 20;
    for (let seed = 0; seed < runs; seed += 1) {
      simulate(of, seed, null)
        .observed.slice(0, baselineFrom)
        .forEach((count, at) => {
          const z = (count - endemicMean(of, at + 1)) / Math.sqrt(of.phi * endemicMean(of, at + 1));
          standardised += z;
          squared += z * z;
        });
    }
    const counts = runs * baselineFrom;
    expect(Math.abs(standardised / counts)).toBeLessThan(4.5 / Math.sqrt(counts));
    expect(Math.abs(squared / counts - 1)).toBeLessThan(0.2);
  });

  it('puts the current outbreak into the judged weeks, and nothing of it elsewhere', () => {
    for (let k = 1; k <= 10; k += 1) {
      const { observed, outbreak } = simulate(scenario(31), k, k);
      expect(observed).toHaveLength(weeks);
      expect(outbreak?.first).toBeGreaterThanOrEqual(judgedFrom);
      expect(outbreak?.last).toBeLessThan(weeks);
      const quiet = simulate(scenario(31), k, null).observed;
      const added = observed.map((count, at) => count - (quiet[at] ?? 0));
      expect(added.reduce((sum, cases) => sum + cases, 0)).toBe(outbreak?.cases);
      expect(added.findIndex((cases) => cases > 0)).toBe(outbreak?.first);
      expect(added.findLastIndex((cases) => cases > 0)).toBe(outbreak?.last);
    }
  });
});

describe('the figures of the surveillance benchmark', () => {
  it('count alarms in and outside the outbreak', () => {
    const tally = new Tally();
    const chances = new Float64Array(weeks - judgedFrom).fill(1);
    chances.set([0.001, 1, 0.5, 0.01], 3);
    const outbreak = { first: judgedFrom + 4, last: judgedFrom + 7, cases: 9 };
    tally.add(1, { observed: [], outbreak, k: 3 }, chances, 0.01);
    tally.add(2, { observed: [], outbreak, k: 3 }, new Float64Array(weeks - judgedFrom).fill(1), 0.01);
    const measures = tally.measures();
    expect(measures).toMatchObject({
      fpr: 1 / 90,
      worstFpr: 1 / 45,
      pod: 0.5,
      podAtOnce: 0,
      ppv: 0.5,
      delay: 2,
    });
    expect(measures.podBySize[2]).toBe(0.5);
  });

  it.each([
    ['the largest chance that stays within the rate', [0.1, 0.2, 0.3, 0.4], 0.5, 0.2],
    ['not a chance of which too many are equal', [0.1, 0.2, 0.2, 0.2], 0.5, 0.1],
    ['nothing where the smallest comes too often', [0.1, 0.1, 0.1, 0.4], 0.5, 0],
  ])('are calibrated to %s', (_, chances, rate, threshold) => {
    expect(calibrate(Float64Array.from(chances), rate)).toBe(threshold);
  });

  it('come of every method over the judged weeks', () => {
    const { observed } = simulate(scenario(20), 5, 4);
    for (const { name, chances } of detectors) {
      const judged = chances(observed);
      expect(judged, name).toHaveLength(weeks - judgedFrom);
      expect(
        judged.every((chance) => chance >= 0 && chance <= 1),
        name,
      ).toBe(true);
    }
  });

  it('show the default above Farrington flexible, with no more false alarms than alpha', () => {
    const tallies = { unusual: new Tally(), flexible: new Tally() };
    for (const of of scenarios.filter(({ number }) => number % 3 === 2)) {
      for (let seed = 0; seed < 5; seed += 1) {
        const run = simulate(of, 500 + seed, 2 + 2 * seed);
        tallies.unusual.add(of.number, run, unusual.chances(run.observed), 0.01);
        tallies.flexible.add(of.number, run, flexible.chances(run.observed), 0.01);
      }
    }
    const own = tallies.unusual.measures();
    expect(own.fpr).toBeLessThan(0.0125);
    expect(own.pod).toBeGreaterThan(tallies.flexible.measures().pod);
  });
});
