import { createRandom } from '@miaotou/detection';
import type { Random } from '@miaotou/detection';

/** One of the 42 scenarios of Noufaily et al. 2013. */
export interface Scenario {
  /** 1 … 42. */
  readonly number: number;
  readonly theta: number;
  /** Variance over mean of the endemic counts. */
  readonly phi: number;
  /** Growth per week on the logarithmic scale; 0 without a trend. */
  readonly beta: number;
  /** Yearly harmonics: 0 none, 1 yearly, 2 yearly and half-yearly. */
  readonly harmonics: number;
  readonly cosine: number;
  readonly sine: number;
}

/** One simulated series. Weeks are counted from 0. */
export interface Run {
  readonly observed: readonly number[];
  /** First and last week of the current outbreak that got a case within the series; null without a current outbreak. */
  readonly outbreak: { readonly first: number; readonly last: number; readonly cases: number } | null;
  /** Size factor of the current outbreak, 1 … 10. */
  readonly k: number;
}

export const weeks = 624;
/** First week of the five years before the judged ones; earlier weeks hold no outbreak. */
export const baselineFrom = 312;
/** First of the 49 judged weeks. */
export const judgedFrom = 575;
const pastSizes = [2, 3, 5, 10];

const blocks = [
  { theta: 0.1, phi: 1.5, beta: 0.0025, cosine: 0.6, sine: 0.6 },
  { theta: -2, phi: 2, beta: 0.005, cosine: 0.1, sine: 0.3 },
  { theta: 1.5, phi: 1, beta: 0.003, cosine: 0.2, sine: -0.4 },
  { theta: 0.5, phi: 5, beta: 0.002, cosine: 0.5, sine: 0.5 },
  { theta: 2.5, phi: 3, beta: 0.001, cosine: 1, sine: 0.1 },
  { theta: 3.75, phi: 1.1, beta: 0.001, cosine: 0.1, sine: -0.1 },
  { theta: 5, phi: 1.2, beta: 0.0001, cosine: 0.05, sine: 0.01 },
];

/** The 42 scenarios: seven levels, each without and with a trend, each with 0, 1 and 2 harmonics. */
export const scenarios: readonly Scenario[] = blocks.flatMap((block, at) =>
  [0, block.beta].flatMap((beta, trend) =>
    [0, 1, 2].map((harmonics) => ({ ...block, beta, harmonics, number: at * 6 + trend * 3 + harmonics + 1 })),
  ),
);

/** Mean of the endemic counts in a week, counted from 1 as in the paper. */
export function endemicMean({ theta, beta, harmonics, cosine, sine }: Scenario, week: number): number {
  let exponent = theta + beta * week;
  for (let harmonic = 1; harmonic <= harmonics; harmonic += 1) {
    const angle = (2 * Math.PI * harmonic * week) / 52;
    exponent += cosine * Math.cos(angle) + sine * Math.sin(angle);
  }
  return Math.exp(exponent);
}

/** Adds an outbreak of Poisson(k·sd) cases that starts in `start`; cases at or after `end` are cut. Weeks of its cases. */
function addOutbreak(
  counts: number[],
  scenario: Scenario,
  random: Random,
  outbreak: { readonly k: number; readonly start: number; readonly end: number },
): number[] {
  const { k, start, end } = outbreak;
  const size = random.poisson(k * Math.sqrt(scenario.phi * endemicMean(scenario, start + 1)));
  const hit: number[] = [];
  for (let drawn = 0; drawn < size; drawn += 1) {
    const week = start + Math.floor(Math.exp(0.5 * random.normal()));
    if (week >= end) continue;
    counts[week] = (counts[week] ?? 0) + 1;
    hit.push(week);
  }
  return hit;
}

/** One series of a scenario; `k` null leaves the current outbreak out, the four past ones stay. */
export function simulate(scenario: Scenario, seed: number, k: number | null): Run {
  const random = createRandom(seed);
  const counts = Array.from({ length: weeks }, (_, week) => {
    const mean = endemicMean(scenario, week + 1);
    return scenario.phi === 1
      ? random.poisson(mean)
      : random.negativeBinomial(mean, mean / (scenario.phi - 1));
  });
  for (const past of pastSizes) {
    const start = baselineFrom + random.integer(judgedFrom - baselineFrom);
    addOutbreak(counts, scenario, random, { k: past, start, end: judgedFrom });
  }
  if (k === null) return { observed: counts, outbreak: null, k: 0 };
  for (;;) {
    const start = judgedFrom + random.integer(weeks - judgedFrom);
    const hit = addOutbreak(counts, scenario, random, { k, start, end: weeks });
    if (hit.length > 0)
      return {
        observed: counts,
        outbreak: { first: Math.min(...hit), last: Math.max(...hit), cases: hit.length },
        k,
      };
  }
}
